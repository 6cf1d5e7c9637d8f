/** Noto Sans KR, in a chunk of its own: only who reads Korean fetches it. */
import '@fontsource-variable/noto-sans-kr';
