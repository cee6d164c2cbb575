// Passkeys: the button shows where the browser knows them, and a refusal is told on the page.
(() => {
  document.addEventListener('DOMContentLoaded', () => {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('button.passkey').forEach(button => { button.hidden = false })
  })
  document.addEventListener('allauth.error', event => {
    event.preventDefault()
    const told = document.getElementById('passkey_failed')
    told.textContent = told.dataset.said
  })
})()
