/** One report, to read again: everything that was said in it, in words. */
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Face } from '../../../shared/bridge.ts';
import type { SentLine } from '../../../shared/inspector.ts';
import type { ReviewDraft } from '../../../shared/reviews/draft.ts';
import { langOf } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { agencyName, useLaptop, type Laptop } from '../laptop.tsx';
import { Page, Section, Trouble } from '../parts.tsx';
import { languageOf } from '../review/languages.ts';
import { timeSaid } from '../say.ts';
import { Signature } from '../Signature.tsx';
import { useAsked, useDeliveryKey } from '../useAsked.ts';
import { SentState } from './SentLine.tsx';

export function Sent({ id }: { id: string }) {
  const { t } = useTranslation();
  const { go } = useLaptop();
  const question = useCallback((ask: Laptop['ask']) => ask('inspector.sent', { id }), [id]);
  const [sent, again] = useAsked<'inspector.sent'>(question, useDeliveryKey());
  const here = sent.phase === 'here' ? sent.value : null;
  const name = here === null || here.line.business === '' ? t('inspector.sent.unnamed') : here.line.business;
  return (
    <Page title={here === null ? t('inspector.place.outbox') : name}>
      {sent.phase === 'failed' ? (
        <>
          <Trouble>{t(sent.why === 'not-there' ? 'inspector.read.not-there' : 'inspector.read.noAnswer')}</Trouble>
          <div className="row-buttons">
            <PressButton className="button" onPress={() => void again()}>
              {t('open.again')}
            </PressButton>
          </div>
        </>
      ) : null}
      {here === null ? null : <Report line={here.line} draft={here.draft} />}
      <div className="row-buttons">
        <PressButton className="button" onPress={() => go({ name: 'outbox' })}>
          {t('inspector.read.back')}
        </PressButton>
      </div>
    </Page>
  );
}

function Report({ line, draft }: { line: SentLine; draft: ReviewDraft }) {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const { business, copy, interpreter, acknowledgement } = draft;
  const yes = (so: boolean) => t(so ? 'inspector.review.yes' : 'inspector.review.no');
  const term = (kind: string, value: string | null) =>
    value === null ? t('inspector.read.notSaid') : t(`inspector.review.${kind}.${value}`);
  return (
    <>
      <Section title={t('inspector.read.state')}>
        <SentState line={line} />
        <p className="soft">
          {t('inspector.sent.by', { time: timeSaid(line.sentAt) })} ·{' '}
          {t('inspector.sent.reference', { reference: line.reference })}
          {line.practice ? ` · ${t('inspector.sent.practice')}` : null}
        </p>
        {draft.supersedes === null ? null : <p>{t('inspector.read.supersedes')}</p>}
      </Section>
      <Section title={t('inspector.read.business')}>
        <dl className="read-facts">
          <Fact name={t('inspector.read.business.name')}>{business.name}</Fact>
          <Fact name={t('inspector.read.address')}>{business.address}</Fact>
          <Fact name={t('inspector.read.licence')}>{business.licence}</Fact>
          <Fact name={t('inspector.read.bin')}>{business.bin}</Fact>
          <Fact name={t('inspector.read.preferred')}>
            {draft.preferredLanguage === null ? null : <Tongue tag={draft.preferredLanguage} />}
          </Fact>
        </dl>
      </Section>
      <Section title={t('inspector.read.copy')}>
        <dl className="read-facts">
          <Fact name={t('inspector.read.role')}>{term('role', draft.recipientRole)}</Fact>
          <Fact name={t('inspector.read.how')}>{term('how', copy.how)}</Fact>
          <Fact name={t('inspector.read.exception')}>
            {copy.exception === null ? null : term('reason', copy.exception)}
          </Fact>
          <Fact name={t('inspector.read.joint')}>
            {draft.jointWith.length === 0 ? null : jointSaid(face, draft.jointWith)}
          </Fact>
          <Fact name={t('inspector.read.mode')}>{term('interpreter', interpreter.mode)}</Fact>
          <Fact name={t('inspector.read.language')}>
            {interpreter.language === null ? null : <Tongue tag={interpreter.language} />}
          </Fact>
          <Fact name={t('inspector.read.wait')}>{interpreter.waitMinutes}</Fact>
          <Fact name={t('inspector.read.under18')}>
            {interpreter.companionUnder18 === null ? null : yes(interpreter.companionUnder18)}
          </Fact>
        </dl>
      </Section>
      <Rights draft={draft} />
      <Section title={t('inspector.read.kind')}>
        <dl className="read-facts">
          <Fact name={t('inspector.review.summary.sign')}>{term('sign', acknowledgement.kind)}</Fact>
          <Fact name={t('inspector.read.name')}>{acknowledgement.name}</Fact>
          <Fact name={t('inspector.read.signature')}>
            {acknowledgement.kind !== 'signed' || acknowledgement.signature === null ? null : (
              <Signature signature={acknowledgement.signature} label={t('inspector.read.signature')} />
            )}
          </Fact>
        </dl>
      </Section>
    </>
  );
}

function Rights({ draft }: { draft: ReviewDraft }) {
  const { t } = useTranslation();
  const { english } = useLaptop();
  if (draft.rightsShown.length === 0 && draft.languagesShown.length === 0) return null;
  return (
    <Section title={t('inspector.read.rights')}>
      {draft.languagesShown.length === 0 ? null : (
        <>
          <p>{t('inspector.read.languages')}</p>
          <ul className="read-list">
            {draft.languagesShown.map((tag) => (
              <li key={tag}>
                <Tongue tag={tag} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="read-list">
        {draft.rightsShown.map((right) => (
          <li key={right}>{english.text.rights.rights[right]?.title ?? right}</li>
        ))}
      </ul>
    </Section>
  );
}

/** Nothing is shown of what was not asked or not said. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}

/** A language by its English name, and by its own. */
function Tongue({ tag }: { tag: string }) {
  const { face } = useLaptop();
  const language = languageOf(face, tag);
  if (language === null) return tag;
  return (
    <>
      {language.english}
      {language.name === language.english ? null : (
        <>
          {' ('}
          <span {...langOf(language)}>{language.name}</span>
          {')'}
        </>
      )}
    </>
  );
}

function jointSaid(face: Face, joint: ReviewDraft['jointWith']): string {
  return joint
    .map(({ agency, inspectorId }) => {
      const name = agencyName(face, agency);
      return inspectorId === '' ? name : `${name} (${inspectorId})`;
    })
    .join(', ');
}
