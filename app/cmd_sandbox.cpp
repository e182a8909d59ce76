#include "app/command.h"

#include "core/base/json_text.h"
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/host/runtime/stop_signals.h"

#include <QCoreApplication>
#include <QTimer>

#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;

constexpr OptionSpec options[] = {
    {"--binance", "PORT", "serves REST, market streams and the WebSocket API as Binance does; 0: any free port"},
    {"--alpaca", "PORT", "not part of this version yet"},
    {"--tws", "PORT", "not part of this version yet"},
    {"--feed", "FILE…", "recorded data in place of the built-in market; not part of this version yet", true, true},
    {"--seed", "S", "of the built-in market (default 1)"},
    {"--keys", "FILE", "{\"key\":\"…\",\"secret\":\"…\"} or a list of them; without it a pair is made and printed"},
    {"--hours", "real", "shares keep New York's hours (default: always open)"},
};

constexpr CommandSpec spec{
    "sandbox",
    "",
    "The paper exchange for other programs: speaks a broker's protocol on the loopback device, with play money.\n"
    "The first line on stdout says where, as JSON. Runs until SIGTERM.",
    options,
    0,
    0,
    "Each key has an account of its own, with funds for many small orders. Nothing is kept from one start to the "
    "next.\n"
    "Touches no profile."};

constexpr Duration lived = minutes(6); ///< Of the market before the first client comes: trades and averages are there.
constexpr std::size_t mostBytesOfKeys = 1024 * 1024;

Outcome<std::optional<std::uint16_t>> portOf(const Arguments& arguments, std::string_view option)
{
    const auto text = arguments.value(option);
    if (!text) {
        return std::nullopt;
    }
    std::uint16_t port = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), port);
    if (read.ec != std::errc() || read.ptr != text->data() + text->size()) {
        return wrongUsage(fmt::format("{} {} is no port", option, *text),
                          "a number from 0 to 65535; 0: any that is free");
    }
    return port;
}

Outcome<std::uint64_t> seedOf(const Arguments& arguments)
{
    const auto text = arguments.value("--seed");
    std::uint64_t seed = 1;
    if (text) {
        const auto read = std::from_chars(text->data(), text->data() + text->size(), seed);
        if (read.ec != std::errc() || read.ptr != text->data() + text->size()) {
            return wrongUsage("--seed " + *text + " is no whole number", "for example --seed 7");
        }
    }
    return seed;
}

Outcome<std::vector<sandbox::ClientKey>> keysOf(const std::string& path)
{
    const auto wrong = [&path](const char* code, std::string message) {
        return tl::unexpected(RunFailure{FailureKind::BadInput, code, std::move(message),
                                         R"(one {"key":"…","secret":"…"} or a list of them)", path, 0});
    };
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return wrong("no_keys", "the keys cannot be read from " + path);
    }
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || text.size() > mostBytesOfKeys) {
        return wrong("no_keys", "the keys cannot be read from " + path + ", or it is no file of keys");
    }
    auto keys = sandbox::keysFrom(text);
    net::wipe(text);
    if (!keys) {
        auto failed = wrong("bad_keys", path + ", " + keys.error().detail);
        if (keys.error().detail.starts_with("line ")) {
            const auto& detail = keys.error().detail;
            std::from_chars(detail.data() + 5, detail.data() + detail.size(), failed.value().line);
        }
        return failed;
    }
    return std::move(*keys);
}

std::optional<RunFailure> missingPart(const Arguments& arguments)
{
    for (const std::string_view option : {"--alpaca", "--tws", "--feed"}) {
        if (arguments.has(option)) {
            return wrongUsage(fmt::format("{} is not part of this version yet", option),
                              "omnitrade sandbox --binance 0")
                .value();
        }
    }
    if (const auto hours = arguments.value("--hours"); hours && *hours != "real") {
        return wrongUsage("--hours " + *hours + " says nothing", "--hours real, or nothing: always open").value();
    }
    if (!arguments.has("--binance")) {
        return wrongUsage("nothing is asked to be served", "for example omnitrade sandbox --binance 0").value();
    }
    return std::nullopt;
}

void tellWhere(std::uint16_t port, const sandbox::ClientKey* made)
{
    JsonText json;
    json.object().key("binance").object().member("rest", fmt::format("http://127.0.0.1:{}", port));
    json.member("ws", fmt::format("ws://127.0.0.1:{}", port)).end();
    if (made != nullptr) {
        json.key("keys").array().object().member("key", made->key).member("secret", made->secret.exposed()).end().end();
    }
    say(json.end().take());
}

Outcome<int> run(const Arguments& arguments)
{
    if (const auto failure = missingPart(arguments)) {
        return tl::unexpected(*failure);
    }
    const auto port = portOf(arguments, "--binance");
    const auto seed = seedOf(arguments);
    if (!port || !seed) {
        return tl::unexpected(port ? seed.error() : port.error());
    }
    std::vector<sandbox::ClientKey> keys;
    std::optional<sandbox::ClientKey> made;
    if (const auto path = arguments.value("--keys")) {
        auto read = keysOf(*path);
        if (!read) {
            return tl::unexpected(read.error());
        }
        keys = std::move(*read);
    } else {
        made = sandbox::newKey();
        keys.emplace_back().key = made->key;
        keys.back().secret = Secret(made->secret.exposed());
    }
    int count = 1;
    char name[] = "omnitrade";
    char* words[] = {name, nullptr};
    runtime::StopSignals stopping([] {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    QCoreApplication app(count, words);
    platform::SystemClock clock;
    auto market = std::make_unique<sandbox::BuiltInMarket>(
        sandbox::BuiltInMarketConfig{
            .seed = *seed, .start = clock.wall() - lived, .alwaysOpen = !arguments.has("--hours")},
        sandbox::builtInCoins());
    auto exchange = std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock);
    sandbox::binance::FaceConfig config;
    config.terms = sandbox::binance::usualTerms();
    sandbox::binance::Face face(std::move(exchange), std::move(keys), std::move(config), clock);
    const auto listening = face.listen(**port);
    if (!listening) {
        return runtime::failureOf(FailureKind::Failed, "the paper exchange", listening.error(),
                                  "give another port, or 0 for any that is free");
    }
    tellWhere(*listening, made ? &*made : nullptr);
    made.reset();
    if (!stopping.wasAsked()) {
        QCoreApplication::exec();
    }
    face.shutDown();
    QTimer::singleShot(200, &app, [] { QCoreApplication::quit(); });
    QCoreApplication::exec(); // what was said goes out
    return doneCode;
}

} // namespace

const Command sandboxCommand{&spec, run};

} // namespace omni::app
