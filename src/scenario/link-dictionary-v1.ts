export const LINK_DICTIONARY_V1 = '';
