/** The agencies there are today as answers, this center's first. */
import { useTranslation } from 'react-i18next';
import { Choices, type Choice } from '../ui/Choices.tsx';
import { agenciesOffered } from './agencies.ts';
import { useKiosk } from './desk.tsx';

export function AgencyChoices(props: { title: string; chosen: string | null; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const { face } = useKiosk();
  // Agencies' names are the City's own, in English.
  const options: Choice[] = agenciesOffered(face).map((agency) => ({
    id: agency.id,
    words: `${agency.name} (${agency.short})`,
    more: agency.id === face.agency ? t('thank.agency.here') : undefined,
    lang: 'en',
  }));
  return (
    <Choices
      kind="one"
      title={props.title}
      titleUnseen
      options={options}
      chosen={props.chosen === null ? [] : [props.chosen]}
      choose={props.choose}
    />
  );
}
