#include "app/command.h"
#include "app/sandbox_feed.h"

#include "core/base/json_text.h"
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/alpaca/alpaca_face.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/edge/sandbox/keys/server_identity.h"
#include "core/host/runtime/stop_signals.h"

#include <QCoreApplication>
#include <QTimer>

#include <charconv>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;

constexpr OptionSpec options[] = {
    {"--binance", "PORT", "serves REST, market streams and the WebSocket API as Binance does; 0: any free port"},
    {"--alpaca", "PORT", "serves trading, data and both streams as Alpaca does; 0: any free port"},
    {"--tws", "PORT", "not part of this version yet"},
    {"--feed", "FILE…", "recorded data in place of the built-in market: trades, quotes, depth, bars", true, true},
    {"--instrument", "VENUE:SYMBOL…", "what the files are of, if no side file says so"},
    {"--from", "TIME", "of the recording: where to begin (default: 7 days into it where it lasts 8, else its start)"},
    {"--seed", "S", "of the built-in market (default 1)"},
    {"--keys", "FILE", "{\"key\":\"…\",\"secret\":\"…\"} or a list of them; without it a pair is made and printed"},
    {"--tls", "", "https and wss, with a certificate made for this run; without --certificate the first line holds it"},
    {"--certificate", "FILE", "where to write that certificate for clients, in PEM; never its key"},
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
    "A recording is played at its own pace, its times shifted to the clock; what lies before the moment from which\n"
    "it is played is the past that clients find. Binance lists its pairs of coins, Alpaca what is paid in USD: pairs\n"
    "and shares. Where neither depth nor quotes are recorded a book of 20 levels is made around the last price. A "
    "bar,\n"
    "of a minute at most, is walked from its open over both ends to its close. Behind the end the market is halted:\n"
    "its books are empty, limit orders rest, market orders are refused, and a note says so.\n"
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
    if (arguments.has("--tws")) {
        return wrongUsage("--tws is not part of this version yet", "omnitrade sandbox --binance 0 --alpaca 0").value();
    }
    if (const auto hours = arguments.value("--hours"); hours && *hours != "real") {
        return wrongUsage("--hours " + *hours + " says nothing", "--hours real, or nothing: always open").value();
    }
    if (arguments.has("--certificate") && !arguments.has("--tls")) {
        return wrongUsage("--certificate is of --tls", "give both, or neither").value();
    }
    if (!arguments.has("--binance") && !arguments.has("--alpaca")) {
        return wrongUsage("nothing is asked to be served", "for example omnitrade sandbox --binance 0").value();
    }
    return std::nullopt;
}

/// What is asked to be served. Null: not asked for.
struct Faces {
    std::unique_ptr<sandbox::binance::Face> binance;
    std::unique_ptr<sandbox::alpaca::AlpacaFace> alpaca;
    std::uint16_t binancePort = 0, alpacaPort = 0;
    std::string certificate; ///< To be told, in PEM; empty: none, or it is in a file.
    bool isTls = false;
};

void tellWhere(const Faces& faces, const sandbox::ClientKey* made)
{
    const std::string_view secure = faces.isTls ? "s" : "";
    const auto rest = [secure](std::uint16_t port) { return fmt::format("http{}://127.0.0.1:{}", secure, port); };
    const auto stream = [secure](std::uint16_t port) { return fmt::format("ws{}://127.0.0.1:{}", secure, port); };
    JsonText json;
    json.object();
    if (faces.binance) {
        json.key("binance").object().member("rest", rest(faces.binancePort));
        json.member("ws", stream(faces.binancePort)).end();
    }
    if (faces.alpaca) {
        const auto port = faces.alpacaPort;
        json.key("alpaca").object().member("rest", rest(port)).member("data_rest", rest(port));
        json.member("stream_ws", stream(port)).member("data_ws", stream(port)).end();
    }
    if (made != nullptr) {
        json.key("keys").array().object().member("key", made->key).member("secret", made->secret.exposed()).end().end();
    }
    if (!faces.certificate.empty()) {
        json.member("certificate", faces.certificate);
    }
    say(json.end().take());
}

struct Asked {
    std::optional<std::uint16_t> binance, alpaca; ///< Ports.
    std::uint64_t seed = 1;
    bool keepsHours = false;
    std::optional<SandboxFeed> feed;
    std::optional<QSslConfiguration> tls;
};

Outcome<Asked> askedOf(const Arguments& arguments)
{
    const auto binance = portOf(arguments, "--binance");
    const auto alpaca = portOf(arguments, "--alpaca");
    const auto seed = seedOf(arguments);
    if (!binance || !alpaca) {
        return tl::unexpected(binance ? alpaca.error() : binance.error());
    }
    if (!seed) {
        return tl::unexpected(seed.error());
    }
    auto feed = sandboxFeedOf(arguments);
    if (!feed) {
        return tl::unexpected(feed.error());
    }
    return Asked{*binance, *alpaca, *seed, arguments.has("--hours"), std::move(*feed), {}};
}

tl::unexpected<RunFailure> cannotServe(std::string_view face, const Error& error)
{
    return runtime::failureOf(FailureKind::Failed, fmt::format("the paper exchange ({})", face), error,
                              "give another port, or 0 for any that is free");
}

Outcome<std::unique_ptr<sandbox::Market>> alpacaMarket(const Asked& asked, Timestamp now)
{
    if (asked.feed) {
        return recordedMarket(*asked.feed, "Alpaca", sandbox::Spelling::Slashed, sandbox::alpaca::adapt, now);
    }
    return sandbox::alpaca::builtInMarket(asked.seed, now - lived, asked.keepsHours);
}

Outcome<std::unique_ptr<sandbox::Market>> binanceMarket(const Asked& asked, Timestamp now)
{
    if (asked.feed) {
        return recordedMarket(*asked.feed, "Binance", sandbox::Spelling::Joined, nullptr, now);
    }
    return std::make_unique<sandbox::BuiltInMarket>(
        sandbox::BuiltInMarketConfig{.seed = asked.seed, .start = now - lived, .alwaysOpen = !asked.keepsHours},
        sandbox::builtInCoins());
}

Outcome<void> serveAlpaca(const Asked& asked, const std::vector<sandbox::ClientKey>& keys, Clock& clock, Faces& faces)
{
    auto market = alpacaMarket(asked, clock.wall());
    if (!market) {
        return tl::unexpected(market.error());
    }
    sandbox::alpaca::FaceConfig config;
    config.seed = asked.seed;
    config.keepsHours = asked.keepsHours;
    config.tls = asked.tls;
    faces.alpaca = std::make_unique<sandbox::alpaca::AlpacaFace>(clock, std::move(*market), keys, std::move(config));
    const auto port = faces.alpaca->listen(*asked.alpaca);
    if (!port) {
        return cannotServe("Alpaca", port.error());
    }
    faces.alpacaPort = *port;
    return {};
}

Outcome<void> serveBinance(const Asked& asked, std::vector<sandbox::ClientKey> keys, Clock& clock, Faces& faces)
{
    auto market = binanceMarket(asked, clock.wall());
    if (!market) {
        return tl::unexpected(market.error());
    }
    auto exchange = std::make_unique<sandbox::Exchange>(std::move(*market), sandbox::ExchangeConfig{}, clock);
    sandbox::binance::FaceConfig config;
    config.terms = sandbox::binance::usualTerms();
    config.tls = asked.tls;
    faces.binance
        = std::make_unique<sandbox::binance::Face>(std::move(exchange), std::move(keys), std::move(config), clock);
    const auto port = faces.binance->listen(*asked.binance);
    if (!port) {
        return cannotServe("Binance", port.error());
    }
    faces.binancePort = *port;
    return {};
}

/// Makes the certificate, if one is asked for, and hands it over: in the file, or in `faces` to be told.
Outcome<void> certify(const Arguments& arguments, Clock& clock, Asked& asked, Faces& faces)
{
    if (!arguments.has("--tls")) {
        return {};
    }
    auto identity = sandbox::newServerIdentity(clock.wall());
    if (!identity) {
        return runtime::failureOf(FailureKind::Failed, "the paper exchange (TLS)", identity.error(),
                                  "try without --tls");
    }
    asked.tls = identity->tls;
    faces.isTls = true;
    const auto path = arguments.value("--certificate");
    if (!path) {
        faces.certificate = std::move(identity->certificatePem);
        return {};
    }
    std::ofstream file(*path, std::ios::binary | std::ios::trunc);
    file << identity->certificatePem;
    file.close();
    if (!file) {
        return tl::unexpected(
            RunFailure{FailureKind::BadInput, "certificate", "the certificate cannot be written to " + *path,
                       "a file in a folder of yours; or without --certificate: the first line holds it", *path, 0});
    }
    return {};
}

Outcome<Faces> serve(const Asked& asked, std::vector<sandbox::ClientKey> keys, Clock& clock, Faces faces)
{
    if (asked.alpaca) {
        if (auto served = serveAlpaca(asked, keys, clock, faces); !served) {
            return tl::unexpected(served.error());
        }
    }
    if (asked.binance) {
        if (auto served = serveBinance(asked, std::move(keys), clock, faces); !served) {
            return tl::unexpected(served.error());
        }
    }
    return faces;
}

Outcome<int> run(const Arguments& arguments)
{
    if (const auto failure = missingPart(arguments)) {
        return tl::unexpected(*failure);
    }
    auto asked = askedOf(arguments);
    if (!asked) {
        return tl::unexpected(asked.error());
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
    Faces certified;
    if (auto told = certify(arguments, clock, *asked, certified); !told) {
        return tl::unexpected(told.error());
    }
    auto faces = serve(*asked, std::move(keys), clock, std::move(certified));
    if (!faces) {
        return tl::unexpected(faces.error());
    }
    tellWhere(*faces, made ? &*made : nullptr);
    made.reset();
    if (!stopping.wasAsked()) {
        QCoreApplication::exec();
    }
    if (faces->binance) {
        faces->binance->shutDown();
    }
    if (faces->alpaca) {
        faces->alpaca->stop();
    }
    QTimer::singleShot(200, &app, [] { QCoreApplication::quit(); });
    QCoreApplication::exec(); // what was said goes out
    return doneCode;
}

} // namespace

const Command sandboxCommand{&spec, run};

} // namespace omni::app
