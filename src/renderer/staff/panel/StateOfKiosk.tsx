/** Everything the panel knows of this kiosk, a fact a line. Nothing of a visitor. */
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen.tsx';
import { BackTo, Fact, NotHere } from '../parts.tsx';
import { amountOf, hourOf, lengthOfTime, minuteOf } from '../say.ts';
import { useLook } from '../staff.tsx';
import { inWords } from './reasons.ts';

export function StateOfKiosk() {
  const { t, i18n } = useTranslation();
  const [held, again] = useLook('staff.view');
  if (held.phase !== 'here') return <NotHere held={held} again={() => void again()} back={{ name: 'panel' }} />;
  const view = held.value;
  const { delivery } = view;
  const { oldestWaitingSeconds: oldest, pausedReason: paused, enrollmentProblem, storeRecovered } = delivery;
  const say = (prefix: string, slug: string) => inWords(i18n, prefix, slug);
  return (
    <Screen name="staff state" kind="read" title={t('panel.state')} actions={<BackTo place={{ name: 'panel' }} />}>
      <Fact name={t('panel.fact.waiting')}>{delivery.waiting}</Fact>
      <Fact name={t('panel.fact.oldest')}>{oldest === null ? t('panel.none') : lengthOfTime(oldest)}</Fact>
      <Fact name={t('panel.fact.delivered')}>{delivery.delivered}</Fact>
      <Fact name={t('panel.fact.lastReceipt')}>
        {delivery.lastReceiptAt === null ? t('panel.never') : hourOf(delivery.lastReceiptAt)}
      </Fact>
      <Fact name={t('panel.fact.failed')} bad={delivery.deadLetters > 0}>
        {delivery.deadLetters}
      </Fact>
      <Fact name={t('panel.fact.sending')} bad={paused !== null}>
        {paused !== null
          ? say('panel.paused', paused)
          : t(delivery.enrolled ? 'panel.sending.goes' : 'panel.sending.later')}
      </Fact>
      <Fact name={t('panel.fact.network')} bad={view.network === false}>
        {view.network === null
          ? t('panel.network.never')
          : t(view.network ? 'panel.network.answers' : 'panel.network.silent')}
      </Fact>
      <Fact name={t('panel.fact.central')} bad={!delivery.enrolled}>
        {view.central ?? t('panel.central.none')}
      </Fact>
      {enrollmentProblem === null ? null : (
        <Fact name={t('panel.fact.enrollment')} bad>
          {enrollmentProblem.detail}
        </Fact>
      )}
      <Fact name={t('panel.fact.disk')} bad={delivery.disk !== 'ok'}>
        {t(`panel.disk.${delivery.disk}`, { room: amountOf(view.diskFreeBytes) })}
      </Fact>
      <Fact name={t('panel.fact.keys')} bad={delivery.keysWrappedBy === 'file'}>
        {t(`panel.keys.${delivery.keysWrappedBy}`)}
      </Fact>
      <Fact name={t('panel.fact.printer')}>
        {view.printer === null
          ? t('panel.printer.unknown')
          : t(view.printer ? 'panel.printer.yes' : 'panel.printer.no')}
      </Fact>
      {delivery.panelStuckAt === null ? null : (
        <Fact name={t('panel.fact.touch')} bad>
          {t('panel.touch.stuck', { at: hourOf(delivery.panelStuckAt) })}
        </Fact>
      )}
      <Fact name={t('panel.practice')} bad={view.practice}>
        {view.practice ? t('panel.practice.isOn') : t('panel.practice.isOff')}
      </Fact>
      <Fact name={t('panel.fact.device')}>{delivery.deviceId ?? t('panel.none')}</Fact>
      <Fact name={t('panel.fact.versions')}>
        {t('panel.versions', { app: view.appVersion, content: view.contentVersion })}
      </Fact>
      {storeRecovered === null ? null : (
        <Fact name={t('panel.fact.recovered')} bad>
          {t('panel.recovered', { at: minuteOf(storeRecovered.at), damage: storeRecovered.damage })}{' '}
          {storeRecovered.kept === null ? null : t('panel.recovered.kept', { file: storeRecovered.kept })}
        </Fact>
      )}
    </Screen>
  );
}
