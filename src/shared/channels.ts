/** The two IPC channels between a page in Electron and its host. */
export const CALL_CHANNEL = 'fairdesk:call';
export const EVENT_CHANNEL = 'fairdesk:event';
