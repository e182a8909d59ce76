#include "core/host/control/failure_json.h"

#include "core/base/json_text.h"

namespace omni::runtime {

std::string failureJson(const RunFailure& failure)
{
    JsonText json;
    json.object().key("error").object().member("code", failure.code).member("message", failure.message);
    json.key("file");
    failure.file.empty() ? json.null() : json.text(failure.file);
    json.key("line");
    failure.line == 0 ? json.null() : json.integer(failure.line);
    json.key("hint");
    failure.hint.empty() ? json.null() : json.text(failure.hint);
    json.end().end();
    return std::string(json.view());
}

} // namespace omni::runtime
