/** Lengths, in UTF-16 units, of what a person can type. Far below what the envelope takes. */
export const COMMENT_MAX = 1000;
export const STORY_MAX = 1500;
export const NAME_MAX = 200;
