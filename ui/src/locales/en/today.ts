const today = { 'today.title': 'today' } as const;
export default today;
