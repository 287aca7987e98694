/** `docs/settings.md` as the schema has it. */
import { aboutSecrets, aboutSettings, boundsOf, type AboutSetting } from '../../src/shared/settings-catalogue.ts';
import { isSettingName, scopes, type SettingName } from '../../src/shared/settings.ts';

const HEAD = `# Settings

Written by \`npm run settings-doc\` from \`src/shared/settings.ts\` and \`src/shared/settings-catalogue.ts\`: change them, not this page.

A setting is drafted and published with \`npm run central -- config\` for the city, an agency, a center or a device. The nearest scope wins: device, then center, then agency, then city. The agency whose settings reach a device is the one set for the device or its center (\`agency\`), else the one that the content says runs the center. A device has its center from its enrollment. Every draft and every publication leaves a row in the table \`audit\`.

A device asks for its configuration at its start, after an enrollment and every \`configPollMinutes\`, each wait up to a tenth shorter or longer. It takes one that is signed by a content key it trusts, for it, and not older than the last; anything else it logs (\`configuration-refused\`) and leaves. What a visitor sees changes when no visitor is at work. The last good configuration stays over restarts, however long the central endpoint is away.

What staff measure and choose at a device (its panel, volume, keys, printer, order of languages, practice) counts before what was published for its center, agency or the city, and behind what was published for this very device.

What nobody published or chose, \`settings.json\` in the device's data folder says, an object of names and values: so a device that is not enrolled can be set up without its screen. What none of them says has its default. \`retentionDays\` is always published, so the file's counts only until a device is enrolled.

| setting | unit | default | bounds | scopes | rule |
|---|---|---|---|---|---|
`;

const SECRETS = `
## What staff sign in with

Set like the others (\`config set staffPin -\` reads the PIN from standard input) and carried as argon2id strings. No command shows them again, no face gets them, and the audit says only that they changed.

| setting | unit | scopes | rule |
|---|---|---|---|
`;

export function settingsPage(): string {
  const rows = Object.entries(aboutSettings).map(([name, about]) => {
    if (!isSettingName(name)) throw new Error(`${name} is no setting`);
    return row(name, about);
  });
  const secrets = Object.entries(aboutSecrets).map(
    ([name, about]) => `| \`${name}\`: ${about.says} | ${about.unit} | ${where(about)} | ${about.rule} |`,
  );
  return `${HEAD}${rows.join('\n')}\n${SECRETS}${secrets.join('\n')}\n`;
}

function row(name: SettingName, about: AboutSetting): string {
  const { default: value, bounds } = boundsOf(name);
  return `| \`${name}\`: ${about.says} | ${about.unit} | \`${value}\` | ${bounds} | ${where(about)} | ${about.rule} |`;
}

function where(about: AboutSetting): string {
  return about.scopes.length === scopes.length ? 'all' : about.scopes.join(', ');
}
