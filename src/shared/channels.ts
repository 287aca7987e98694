/** The IPC channels between a page in Electron and its host. */
export const CALL_CHANNEL = 'fairdesk:call';
export const EVENT_CHANNEL = 'fairdesk:event';
export const PRINT_CHANNEL = 'fairdesk:print';
export const CANCEL_PRINT_CHANNEL = 'fairdesk:cancel-print';
