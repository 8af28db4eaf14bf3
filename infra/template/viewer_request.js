// What CloudFront runs before each request (cloudfront-js-2.0). TOWNS is filled in by the template.
const TOWNS = "${TownsOfDomains}";

function handler(event) {
  const request = event.request;
  const host = request.headers.host.value;
  request.headers["x-preau-origin"] = { value: "https://" + host };
  if (request.uri.startsWith("/api/")) return request;
  const town = request.uri === "/" ? townOf(host) : "";
  if (town) request.uri = "/" + town + "/";
  const last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") {
    request.uri += "index.html";
  } else if (last.indexOf(".") === -1) {
    // With its name: of « //elsewhere » alone a browser would make another site.
    const path = request.uri.replace(/^[/\\]+/, "");
    const location = "https://" + host + "/" + path + "/" + queryOf(request);
    return { statusCode: 301, headers: { location: { value: location } } };
  }
  return request;
}

// The commune whose home this name opens, or "".
function townOf(host) {
  const entry = TOWNS.split(",").find((one) => one.startsWith(host + "="));
  return entry ? entry.slice(host.length + 1) : "";
}

function queryOf(request) {
  const pairs = [];
  for (const name in request.querystring) {
    const parameter = request.querystring[name];
    (parameter.multiValue || [parameter]).forEach((one) => pairs.push(name + "=" + one.value));
  }
  return pairs.length ? "?" + pairs.join("&") : "";
}
