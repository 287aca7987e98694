/** The Electron host starts here. */
export {};
