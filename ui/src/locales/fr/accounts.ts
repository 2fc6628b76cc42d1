import type en from '../en/accounts';
const accounts: Record<keyof typeof en, string> = { 'accounts.title': 'accounts' };
export default accounts;
