/** One good payload of each type, to be changed by tests. */

const visitor = {
  locale: 'es',
  centerId: 'bronx-business',
  contentVersion: '1',
  attachments: [],
  recorded: { hour: '2026-11-23T15Z' },
};
const inspector = {
  ...visitor,
  recorded: { wall: '2026-11-23T15:04:05.678Z', utcOffsetMinutes: -300, monotonicMs: 1234.5, bootId: 'boot' },
  supersedes: null,
  inspectorId: 'inspector-7',
};

export const feedback = {
  schema: 'org.fairdesk.feedback.v1',
  ...visitor,
  surveyId: 'visit',
  surveyVersion: 1,
  agency: 'DCWP',
  partial: false,
  answers: [
    { questionId: 'satisfaction', value: 4 as string | number | string[] | null },
    { questionId: 'drivers', value: ['staff', 'speed'] },
    { questionId: 'comment', value: 'Everyone was kind to me.' },
  ],
};

export function feedbackOf(satisfaction: number, more: Record<string, unknown> = {}) {
  return { ...feedback, answers: [{ questionId: 'satisfaction', value: satisfaction }], ...more };
}

const { locale: _spoken, ...withoutLocale } = visitor;
export const contactRequest = {
  schema: 'org.fairdesk.contact-request.v1',
  ...withoutLocale,
  recorded: { day: '2026-11-23' },
  name: 'Ana',
  email: 'ana@example.org',
  message: 'Please write to me.',
  replyLanguage: 'es',
};

export const commendation = {
  schema: 'org.fairdesk.commendation.v1',
  ...visitor,
  agency: 'DOB',
  nominee: { kind: 'person', name: 'R. Diaz' },
  values: ['respect'],
  story: 'Helped me with every form.',
};

export const languageComplaint = {
  schema: 'org.fairdesk.language-complaint.v1',
  ...visitor,
  agency: 'DOHMH',
  reason: 'not_offered',
  languageNeeded: 'ht',
};

export const inspection = {
  schema: 'org.fairdesk.inspection.v1',
  ...inspector,
  checklistId: 'core',
  checklistVersion: 1,
  visitedAt: '2026-11-23T15:00:00Z',
  ratings: [{ itemId: 'floors', rating: 'poor', note: 'wet', photos: [] as string[] }],
  scores: { sections: { cleaning: 0 }, overall: 0 },
};

export const training = {
  schema: 'org.fairdesk.training.v1',
  ...inspector,
  agency: 'FDNY',
  programmeId: 'customer-service',
  programmeVersion: 3,
  score: 92,
  passed: true,
  completedAt: '2026-11-20T12:00:00Z',
};

export const rightsReview = {
  schema: 'org.fairdesk.rights-review.v1',
  ...inspector,
  agency: 'DSNY',
  business: { name: 'Corner Store' },
  recipientRole: 'owner',
  languagesShown: ['es', 'en'],
  copy: { how: 'paper' },
  interpreter: { mode: 'not_needed' },
  rightsShown: ['courtesy'],
  acknowledgement: { kind: 'declined' },
};

export const correctionCheck = {
  schema: 'org.fairdesk.correction-check.v1',
  ...inspector,
  findingId: 'finding-1',
  outcome: 'corrected',
  photos: [] as string[],
};
