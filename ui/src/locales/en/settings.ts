const settings = { 'settings.title': 'settings' } as const;
export default settings;
