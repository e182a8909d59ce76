// A client of one fake server, as the tests of key services need it.

#pragma once

#include "tests/core/edge/net/http_bench.h"

#include "core/edge/security/key_service/key_source.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace omni::tests {

inline std::string addressOf(const ScriptedServer& server, bool isTls = false)
{
    return (isTls ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(server.port());
}

inline constexpr vault::VaultId someVault{std::byte{0xAB}, std::byte{1}};

template<class T> QCoro::Task<void> put(std::optional<T>& into, QCoro::Task<T> task)
{
    auto value = co_await task;
    into.emplace(std::move(value));
}

/// What the task gives, turning the loop until then. It need not have a default.
template<class T> T resultOf(QCoro::Task<T> task)
{
    std::optional<T> result;
    auto waiting = put(result, std::move(task));
    QCoro::waitFor(waiting);
    return std::move(*result);
}

template<class T> int codeOf(const Result<T>& result)
{
    return result ? -1 : static_cast<int>(result.error().code);
}

inline bool isSame(const vault::SecretBytes& a, const vault::SecretBytes& b)
{
    return std::ranges::equal(a.exposed(), b.exposed());
}

} // namespace omni::tests
