/** Dispatched on the document with each part that begins, for whoever must show, check or count what is heard. */
export const HEARD = 'fairdesk-heard';
