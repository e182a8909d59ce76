#include "core/edge/brokers/alpaca/wire_answer.h"

#include "core/edge/brokers/alpaca/json_fields.h"

#include <fmt/format.h>

namespace omni::brokers::alpaca {

namespace {

constexpr std::int64_t malformed = 40'010'000;
constexpr std::int64_t invalidField = 40'010'001;
constexpr std::int64_t notAuthorised = 40'110'000;
constexpr std::int64_t forbidden = 40'310'000;
constexpr std::int64_t notFound = 40'410'000;
constexpr std::int64_t unprocessable = 42'210'000;
constexpr std::int64_t tooMany = 42'910'000;

/// Documented under one code, seen under another.
bool saysNameTaken(const ErrorBody& error) noexcept
{
    return error.message.find("client_order_id must be unique") != std::string::npos;
}

Verdict verdictOf(int status, const ErrorBody& error) noexcept
{
    switch (status) {
    case 400:
        return error.code == malformed || error.code == invalidField ? Verdict::Refused : Verdict::NoProof;
    case 401:
        return error.code == 0 || error.code == notAuthorised ? Verdict::KeyRefused : Verdict::NoProof;
    case 403:
        return error.code == forbidden ? Verdict::Refused : error.code == 0 ? Verdict::KeyRefused : Verdict::NoProof;
    case 404:
        return error.code == notFound ? Verdict::NotFound : Verdict::NoProof;
    case 422:
        if (error.code != invalidField && error.code != unprocessable) {
            return Verdict::NoProof;
        }
        return saysNameTaken(error) ? Verdict::NameTaken : Verdict::Refused;
    case 429:
        return error.code == tooMany ? Verdict::TooMany : Verdict::NoProof;
    default:
        return Verdict::NoProof;
    }
}

} // namespace

Result<ErrorBody> errorFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields fields(*root);
    ErrorBody error{fields.integer("code").value_or(0), std::string(fields.text("message"))};
    if (!fields.isSound()) {
        return tl::unexpected(fields.fault());
    }
    if (error.message.empty()) {
        return failure(Errc::Invalid, "it has no message");
    }
    return error;
}

std::string_view nameOf(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Done:
        return "done";
    case Verdict::Refused:
        return "refused";
    case Verdict::KeyRefused:
        return "key_refused";
    case Verdict::NameTaken:
        return "name_taken";
    case Verdict::NotFound:
        return "not_found";
    case Verdict::TooMany:
        return "too_many";
    case Verdict::NoProof:
        return "no_proof";
    }
    return "unknown";
}

AnswerVerdict verdictOf(int status, std::string_view body)
{
    if (status >= 200 && status < 300) {
        return {Verdict::Done, {}};
    }
    const auto error = errorFrom(body);
    if (!error) {
        return {Verdict::NoProof, fmt::format("HTTP {} with no word of Alpaca's", status)};
    }
    return {verdictOf(status, *error), fmt::format("{} ({} {})", error->message, status, error->code)};
}

} // namespace omni::brokers::alpaca
