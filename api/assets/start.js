// Turns on the components of the GOV.UK Design System; every page also works without this.
import { initAll } from './govuk-frontend.min.js'
import { letLeversAnswer } from './levers.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
document.querySelectorAll('form[data-levers]').forEach(letLeversAnswer)
