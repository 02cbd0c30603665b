// The square on a card holds the code behind a #, which stays on the phone: here it is put into
// the form, and out of the address.
const code = decodeURIComponent(location.hash.slice(1));
const field = document.getElementById("id_code");
if (field && /^[A-Z0-9]{4}(-[A-Z0-9]{4}){2}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
