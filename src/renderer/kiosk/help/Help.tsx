/** Help in my language: a card to show at the desk, how to get an interpreter, a report when that failed. */
import { assertNever } from '../../../shared/result.ts';
import { LanguageCard, SignCard } from './Cards.tsx';
import { Complaint } from './Complaint.tsx';
import { Hub } from './Hub.tsx';
import { Interpreter } from './Interpreter.tsx';
import { MoreLanguages } from './MoreLanguages.tsx';
import type { HelpPage } from './place.ts';

export function Help({ at }: { at: HelpPage }) {
  switch (at.page) {
    case 'hub':
      return <Hub />;
    case 'card':
      return <LanguageCard language={at.language} />;
    case 'sign':
      return <SignCard />;
    case 'interpreter':
      return <Interpreter />;
    case 'more':
      return <MoreLanguages />;
    case 'complaint':
      return <Complaint at={at.step} />;
    default:
      return assertNever(at);
  }
}
