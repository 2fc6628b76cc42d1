/** The start of the page: chooses the host, reads the app's state, then draws. */
import { mount } from 'svelte';
import { chooseHost } from './host';
import App from './shell/App.svelte';
import './styles/app.css';

await chooseHost();
const target = document.getElementById('app');
if (target !== null) mount(App, { target });
