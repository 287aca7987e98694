/** A battery that is nearly empty is told, and that nothing is lost with it. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lowBattery, watchBattery, type BatteryState } from './battery.ts';
import { useLaptop } from './laptop.tsx';

export function Battery() {
  const { t } = useTranslation();
  const { saved } = useLaptop();
  const [state, setState] = useState<BatteryState | null>(null);
  useEffect(() => watchBattery(navigator, setState), []);
  const level = lowBattery(state);
  // Promised only while it is so.
  const safe = saved.state === 'none' || saved.state === 'saved';
  return (
    <div role="status" className="laptop-warning" data-shown={level !== null || undefined}>
      {level === null ? null : <p>{t(safe ? 'inspector.battery' : 'inspector.battery.unsaved', { level })}</p>}
    </div>
  );
}
