// Lets a lever answer while it is moved. Without this, the same form is sent with its button.
const WAIT = 150

export function letLeversAnswer (form) {
  const slides = form.querySelectorAll('[data-moves]')
  let waiting
  let newest = 0

  slides.forEach((slide) => {
    const box = form.elements[slide.dataset.moves]
    slide.hidden = false
    slide.addEventListener('input', () => { box.value = slide.value; later() })
    box.addEventListener('input', () => { slide.value = box.value; later() })
  })
  form.elements.from.addEventListener('change', later)

  function later () {
    clearTimeout(waiting)
    waiting = setTimeout(ask, WAIT)
  }

  async function ask () {
    if (!form.checkValidity()) return
    const number = ++newest
    const asked = new URLSearchParams(new FormData(form))
    const answered = await fetch(`${form.dataset.levers}?${asked}`, { headers: { accept: 'application/json' } })
    if (!answered.ok || number !== newest) return
    const { texts, chart, at } = await answered.json()
    for (const [id, text] of Object.entries(texts)) document.getElementById(id).textContent = text
    document.getElementById('chart').src = chart
    document.querySelectorAll('[data-kept]').forEach((kept) => { kept.value = asked.get(kept.dataset.kept) })
    history.replaceState(null, '', at)
  }
}
