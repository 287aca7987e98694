/** Streams are read in pages by primary key, so that one of any length takes little memory. */
export const PAGE = 500;
export const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

export type Row = Record<string, unknown>;
