#include "core/edge/sandbox/alpaca/faults.h"

#include "core/base/json_text.h"

namespace omni::sandbox::alpaca {

tl::unexpected<Fault> malformed(std::string message)
{
    return tl::unexpected(Fault{400, 40010000, std::move(message), {}});
}

tl::unexpected<Fault> badField(std::string message)
{
    return tl::unexpected(Fault{422, 40010001, std::move(message), {}});
}

tl::unexpected<Fault> unprocessable(std::string message)
{
    return tl::unexpected(Fault{422, 42210000, std::move(message), {}});
}

tl::unexpected<Fault> notFound(std::string message)
{
    return tl::unexpected(Fault{404, 40410000, std::move(message), {}});
}

tl::unexpected<Fault> forbidden(std::string message, std::vector<std::pair<std::string, std::string>> details)
{
    return tl::unexpected(Fault{403, 40310000, std::move(message), std::move(details)});
}

tl::unexpected<Fault> badRequest(std::string message)
{
    return tl::unexpected(Fault{400, 0, std::move(message), {}});
}

std::string jsonOf(const Fault& fault)
{
    JsonText json;
    json.object();
    if (fault.code != 0) {
        json.member("code", fault.code);
    }
    json.member("message", fault.message);
    for (const auto& [name, value] : fault.details) {
        json.key(name).raw(value);
    }
    return json.end().take();
}

WebAnswer answerOf(const Fault& fault)
{
    return answerOf(jsonOf(fault), fault.status);
}

WebAnswer answerOf(std::string json, int status)
{
    WebAnswer answer;
    answer.status = status;
    answer.body = std::move(json);
    return answer;
}

} // namespace omni::sandbox::alpaca
