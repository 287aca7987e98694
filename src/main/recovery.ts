/** The page a visitor sees when the face cannot run: no script, no file of the face, every language the app has. */

/** A line in one language, as the app's words say it. */
export interface RecoveryLine {
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly text: string;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0) ?? 63};`);
}

/** Colours are the browser's own: a page without a style sheet needs no leave from the content security policy. */
export function recoveryPage(lines: readonly RecoveryLine[]): string {
  const shown = lines
    .map(
      ({ locale, dir, text }) => `<p lang="${escape(locale)}" dir="${dir}"><big><big>${escape(text)}</big></big></p>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="application-name" content="Fairdesk"><title>Fairdesk</title></head>
<body><center>
${shown}
</center></body>
</html>
`;
}
