#include "core/edge/sandbox/binance/face.h"

#include "core/edge/sandbox/binance/api_talk.h"
#include "core/edge/sandbox/binance/desk_of_calls.h"
#include "core/edge/sandbox/binance/streams.h"

#include <QTimer>

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

constexpr std::string_view root = "/api/v3/";

bool asksForMicroseconds(std::string_view value) noexcept
{
    return value == "MICROSECOND" || value == "microsecond";
}

/// "/ws/a/b" and "/stream?streams=a/b".
std::vector<std::string> namesOf(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const auto stop = text.find('/');
        if (const auto name = text.substr(0, stop); !name.empty()) {
            names.emplace_back(name);
        }
        text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + 1);
    }
    return names;
}

/// Gives orders' counts back when they fill.
class FilledOrders final : public Watcher
{
public:
    FilledOrders(Exchange& exchange, Rates& rates)
        : m_exchange(exchange)
        , m_rates(rates)
    {
        m_exchange.watch(*this);
    }
    ~FilledOrders() override
    {
        m_exchange.unwatch(*this);
    }
    FilledOrders(const FilledOrders&) = delete;
    FilledOrders& operator=(const FilledOrders&) = delete;
    void onOrder(const OrderUpdate& update) override
    {
        const VenueOrder& order = update.order;
        if (update.trade != nullptr && order.filled == update.trade->size) {
            m_rates.giveBack(order.account.value, order.created, m_exchange.now());
        }
    }

private:
    Exchange& m_exchange;
    Rates& m_rates;
};

} // namespace

AccountTerms usualTerms()
{
    constexpr std::int64_t one = 100'000'000;
    return {{{"USDT", {100'000 * one}},
             {"BTC", {one / 50}},
             {"ETH", {one / 5}},
             {"BNB", {1 * one}},
             {"SOL", {4 * one}},
             {"XRP", {1'000 * one}}},
            false};
}

class Face::Impl
{
public:
    Impl(std::unique_ptr<Exchange> given, std::vector<ClientKey> keys, FaceConfig config, Clock& clock)
        : exchange(std::move(given))
        , rates(config.rates)
        , m_filled(*exchange, rates)
        , m_desk(*exchange, rates, std::move(keys), config.terms)
        , streams(*exchange)
        , server(
              clock, [this](const WebRequest& request) { return serve(request); },
              [this](const WebRequest& request, Channel& channel) { return open(request, channel); }, config.web,
              config.tls)
    {
        QObject::connect(&m_market, &QTimer::timeout, &m_market, [this] { exchange->advance(); });
        QObject::connect(&m_paced, &QTimer::timeout, &m_paced, [this] {
            exchange->advance();
            streams.tick();
        });
        m_paced.setTimerType(Qt::PreciseTimer);
        m_market.start(10);
        m_paced.start(100);
    }

    std::unique_ptr<Exchange> exchange;
    Rates rates;

private:
    WebAnswer serve(const WebRequest& request);
    WebAnswer answerOf(const WebRequest& request, const Served& served);
    std::unique_ptr<Talk> open(const WebRequest& request, Channel& channel);

    FilledOrders m_filled;
    DeskOfCalls m_desk;

public:
    Streams streams;
    WebServer server; ///< Goes first: its clients' talks use the others.

private:
    QTimer m_market, m_paced;
};

WebAnswer Face::Impl::serve(const WebRequest& request)
{
    exchange->advance();
    const Timestamp now = exchange->now();
    if (const auto stop = rates.enter(request.peer, now)) {
        return answerOf(request, {tl::unexpected(stop->fault), stop->retryAfterSeconds, {}});
    }
    const bool isHere = request.path.starts_with(root);
    const auto path = std::string_view(request.path).substr(isHere ? root.size() : 0);
    const CallSpec* spec = isHere ? callOf(request.method, path) : nullptr;
    if (spec == nullptr) {
        const bool isMethod = isHere && knowsPath(path);
        return answerOf(
            request,
            {tl::unexpected(Fault{-1000, isMethod ? "Method Not Allowed" : "Not Found", isMethod ? 405 : 404, {}}),
             0,
             {}});
    }
    Call call{*exchange, rates};
    call.peer = request.peer;
    call.unit.isMicro = asksForMicroseconds(request.field("X-MBX-TIME-UNIT"));
    const bool hasBody = request.method != "GET";
    if (!call.params.addForm(request.query) || (hasBody && !call.params.addForm(request.body))) {
        return answerOf(request,
                        {tl::unexpected(Fault{-1100, "Illegal characters found in a parameter.", 400, {}}), 0, {}});
    }
    std::string signedText;
    if (spec->security == Security::Signed) {
        signedText = withoutSignature(request.query) + (hasBody ? withoutSignature(request.body) : std::string());
    }
    return answerOf(request, m_desk.serve(*spec, call, request.field("X-MBX-APIKEY"), signedText));
}

WebAnswer Face::Impl::answerOf(const WebRequest& request, const Served& served)
{
    const Timestamp now = exchange->now();
    WebAnswer answer;
    answer.status = served.answer ? 200 : served.answer.error().status;
    answer.body = served.answer ? *served.answer : jsonOf(served.answer.error());
    const std::string used = std::to_string(rates.usedWeight(request.peer, now));
    answer.fields.push_back({"X-MBX-USED-WEIGHT", used});
    answer.fields.push_back({"X-MBX-USED-WEIGHT-1M", used});
    if (served.account) {
        const std::uint64_t account = served.account.value;
        answer.fields.push_back({"X-MBX-ORDER-COUNT-10S", std::to_string(rates.ordersTenSeconds(account, now))});
        answer.fields.push_back({"X-MBX-ORDER-COUNT-1D", std::to_string(rates.ordersDay(account, now))});
    }
    if (served.retryAfterSeconds > 0) {
        answer.fields.push_back({"Retry-After", std::to_string(served.retryAfterSeconds)});
    }
    return answer;
}

std::unique_ptr<Talk> Face::Impl::open(const WebRequest& request, Channel& channel)
{
    Params params;
    TimeUnit unit;
    const bool isSound = params.addForm(request.query);
    unit.isMicro = isSound && asksForMicroseconds(params.text("timeUnit"));
    exchange->advance();
    const bool isApi = request.path == "/ws-api/v3";
    const bool isCombined = request.path == "/stream";
    const bool isStream = isCombined || request.path == "/ws" || request.path.starts_with("/ws/");
    // Without a talk it is served as any other request, which says why: a limit, a ban, or no such path.
    if ((!isApi && !isStream) || rates.wouldStop(request.peer, exchange->now())
        || rates.enter(request.peer, exchange->now())) {
        return nullptr;
    }
    if (isApi) {
        return std::make_unique<ApiTalk>(m_desk, channel, unit);
    }
    if (isStream) {
        const auto names = isCombined
            ? namesOf(params.text("streams"))
            : namesOf(std::string_view(request.path).substr(std::min<std::size_t>(request.path.size(), 4)));
        return std::make_unique<StreamTalk>(streams, channel, isCombined, unit, names);
    }
    return nullptr;
}

Face::Face(std::unique_ptr<Exchange> exchange, std::vector<ClientKey> keys, FaceConfig config, Clock& clock)
    : m_impl(std::make_unique<Impl>(std::move(exchange), std::move(keys), std::move(config), clock))
{
}

Face::~Face() = default;

Result<std::uint16_t> Face::listen(std::uint16_t port)
{
    return m_impl->server.listen(port);
}

void Face::shutDown()
{
    m_impl->streams.tellShutdown();
    m_impl->server.closeAll(1001, "the exchange stops");
}

Exchange& Face::exchange() noexcept
{
    return *m_impl->exchange;
}

Rates& Face::rates() noexcept
{
    return m_impl->rates;
}

WebCounts Face::counts() const
{
    return m_impl->server.counts();
}

std::uint64_t Face::streamed() const noexcept
{
    return m_impl->streams.sent();
}

} // namespace omni::sandbox::binance
