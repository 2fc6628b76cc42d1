const accounts = { 'accounts.title': 'accounts' } as const;
export default accounts;
