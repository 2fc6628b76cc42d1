import type en from '../en/today';
const today: Record<keyof typeof en, string> = { 'today.title': 'today' };
export default today;
