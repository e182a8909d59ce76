// What may come in place of a venue's answer to a new order, and proves nothing of it (F24): pages of somebody in
// between, answers of a failing venue, and answers that are none. None of them is a refusal (S6).
//
// Left out is 429: what comes with it, whoever says it, has passed nothing on.

#pragma once

#include <string>

namespace omni::test {

/// `raw` is all that comes, then the line is cut. Empty: `status` with `type` and `body`, and the line lives on.
struct ReplyShape {
    const char* name;
    int status = 200;
    std::string body{};
    const char* type = "application/json";
    std::string raw{};
};

inline const ReplyShape replyShapes[] = {
    // somebody in between
    {"bad gateway", 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"},
    {"gateway time-out", 504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", "text/html"},
    {"unavailable", 503, "<html><body>Service Unavailable</body></html>", "text/html"},
    {"sign in", 200, "<html><body>Please sign in to this network</body></html>", "text/html"},
    {"blocked", 403, "<html><body>Request blocked.</body></html>", "text/html"},
    {"bad request page", 400, "<html><body>Bad Request</body></html>", "text/html"},
    {"not found page", 404, "<html><body>Not Found</body></html>", "text/html"},
    {"method page", 405, "<html><body>Method Not Allowed</body></html>", "text/html"},
    {"request time-out", 408, "", "text/plain"},
    {"too large page", 413, "<html><body>Request Entity Too Large</body></html>", "text/html"},
    {"moved", 301, "", "text/html"},
    {"moved for now", 302, "<html><body>Found</body></html>", "text/html"},
    {"elsewhere", 307, "", "text/html"},
    {"cloud error 520", 520, "error code: 520", "text/plain"},
    {"cloud error 522", 522, "error code: 522", "text/plain"},
    {"cloud error 524", 524, "error code: 524", "text/plain"},
    // a venue that fails
    {"empty 500", 500, ""},
    {"500 in words", 500, R"({"code":-1000,"msg":"An unknown error occurred while processing the request."})"},
    {"503 in words", 503, R"({"code":-1000,"msg":"Unknown error, please check your request or try again later."})"},
    {"503 overloaded", 503, R"({"code":-1008,"msg":"Server is currently overloaded with other requests."})"},
    {"504 in words", 504, R"({"message":"Gateway Time-out"})"},
    {"500 of a broker", 500, R"({"code":50010000,"message":"internal server error occurred"})"},
    {"5xx that says refused", 502, R"({"code":-2010,"msg":"Account has insufficient balance for requested action."})"},
    {"5xx that says forbidden", 503, R"({"code":40310000,"message":"insufficient buying power"})"},
    {"an unknown code", 400, R"({"code":-31999,"msg":"Something that nobody has heard of."})"},
    {"a code of no table", 422, R"({"code":49999999,"message":"something that nobody has heard of"})"},
    // 200, and no answer to this order
    {"empty 200", 200, ""},
    {"spaces", 200, "   \r\n"},
    {"no content", 204, ""},
    {"null", 200, "null"},
    {"true", 200, "true"},
    {"a number", 200, "1"},
    {"a text", 200, "\"ok\""},
    {"an empty object", 200, "{}"},
    {"an empty list", 200, "[]"},
    {"half an object", 200, R"({"symbol":"BTCUSDT","orderId":12,"clientOrd)"},
    {"two objects", 200, R"({"symbol":"BTCUSDT"}{"symbol":"BTCUSDT"})"},
    {"wrong types", 200, R"({"symbol":5,"orderId":"x","clientOrderId":[],"id":{},"client_order_id":7,"status":0})"},
    {"somebody else's order", 200,
     R"({"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"notOurs","transactTime":1507725176595})"},
    {"an order of another form", 200, R"({"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"notOurs"})"},
    {"a refusal with 200", 200, R"({"code":-2010,"msg":"Account has insufficient balance for requested action."})"},
    {"no text at all", 200, std::string("\0\1\2\377\376", 5)},
    {"not UTF-8", 200, "{\"symbol\":\"\xc3\x28\"}"},
    {"a number beyond all", 200, R"({"orderId":99999999999999999999999999999999,"status":"NEW"})"},
    {"deeply nested", 200, std::string(5'000, '[')},
    // no HTTP, or half of it
    {"a space", 0, {}, "", " "},
    {"half a status", 0, {}, "", "HTTP/1.1 2"},
    {"no status", 0, {}, "", "HTTP/1.1 \r\n\r\n"},
    {"fields without an end", 0, {}, "", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"},
    {"less than it said", 0, {}, "", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"symbol\":\"BTC"},
    {"half a chunk", 0, {}, "", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"sym"},
    {"two lengths", 0, {}, "", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}"},
    {"another protocol", 0, {}, "", "SSH-2.0-OpenSSH_9.2\r\n"},
    {"go on, and no more", 0, {}, "", "HTTP/1.1 100 Continue\r\n\r\n"},
};

} // namespace omni::test
