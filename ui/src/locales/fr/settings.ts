import type en from '../en/settings';
const settings: Record<keyof typeof en, string> = { 'settings.title': 'settings' };
export default settings;
