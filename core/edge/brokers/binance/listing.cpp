#include "core/edge/brokers/binance/listing.h"

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/edge/brokers/binance/venue_error.h"
#include "core/edge/brokers/shared/trouble_words.h"

#include <QTimer>

#include <memory>

namespace omni::brokers::binance {

namespace {

constexpr std::size_t barsMost = 1'000'000;
constexpr std::size_t pageRows = 1'000;

Error errorOfOutcome(const net::HttpOutcome& outcome, const Rest& rest)
{
    if (!outcome) {
        return {Errc::Unavailable, troubleWords(outcome.error(), rest.endpoint())};
    }
    const auto error = errorIn(outcome->status, outcome->body);
    if (error.code == 0 && error.meaning != Meaning::TooMany) {
        return {Errc::Unavailable, pageWords(outcome->status, rest.endpoint())};
    }
    const auto code = error.meaning == Meaning::TooMany ? Errc::RateLimited
        : error.meaning == Meaning::Refused             ? Errc::NotFound
                                                        : Errc::Unavailable;
    return {code, error.text};
}

std::string_view wordOf(Duration interval) noexcept
{
    constexpr std::pair<Duration, std::string_view> words[]
        = {{seconds(1), "1s"},   {minutes(1), "1m"}, {minutes(3), "3m"}, {minutes(5), "5m"}, {minutes(15), "15m"},
           {minutes(30), "30m"}, {hours(1), "1h"},   {hours(2), "2h"},   {hours(4), "4h"},   {hours(6), "6h"},
           {hours(8), "8h"},     {hours(12), "12h"}, {days(1), "1d"},    {days(3), "3d"},    {days(7), "1w"}};
    for (const auto& [length, word] : words) {
        if (length == interval) {
            return word;
        }
    }
    return {};
}

struct BarRun {
    Rest& rest;
    std::string symbol;
    SymbolUnits units;
    Duration interval;
    Timestamp from, until;
    std::vector<market::Bar> bars;
    std::function<void(Result<std::vector<market::Bar>>)> done;
};

void askBars(const std::shared_ptr<BarRun>& run)
{
    Call call;
    call.path = "/api/v3/klines";
    call.params = {{"symbol", run->symbol},
                   {"interval", std::string(wordOf(run->interval))},
                   {"startTime", std::to_string(run->from.ns / 1'000'000)},
                   {"endTime", std::to_string(run->until.ns / 1'000'000 - 1)},
                   {"limit", std::to_string(pageRows)}};
    call.weight = 2;
    call.within = seconds(60);
    run->rest.send(std::move(call), [run](const net::HttpOutcome& outcome) {
        if (!outcome || outcome->status != 200) {
            run->done(tl::unexpected(errorOfOutcome(outcome, run->rest)));
            return;
        }
        auto page = barsFrom(outcome->body, run->units, run->interval, run->until);
        if (!page) {
            run->done(tl::unexpected(page.error()));
            return;
        }
        for (const auto& bar : *page) {
            if (bar.opened >= run->from && (run->bars.empty() || bar.opened > run->bars.back().opened)) {
                run->bars.push_back(bar);
            }
        }
        const bool isWhole = page->size() < pageRows || run->bars.size() >= barsMost || run->bars.empty();
        const auto next = isWhole ? run->until : run->bars.back().opened + run->interval;
        if (next >= run->until || next <= run->from) {
            run->done(std::move(run->bars));
            return;
        }
        run->from = next;
        askBars(run);
    });
}

} // namespace

void readInstruments(Rest& rest, const std::vector<std::string>& symbols,
                     std::function<void(Result<std::vector<ports::ListedInstrument>>)> done)
{
    std::string names;
    for (const auto& symbol : symbols) {
        names += names.empty() ? "[\"" : ",\"";
        names += symbol + '"';
    }
    Call call;
    call.path = "/api/v3/exchangeInfo";
    call.weight = 20;
    call.within = seconds(60);
    if (!symbols.empty()) {
        call.params = {{"symbols", names + ']'}};
    }
    rest.send(std::move(call), [&rest, done = std::move(done)](const net::HttpOutcome& outcome) {
        if (!outcome || outcome->status != 200) {
            done(tl::unexpected(errorOfOutcome(outcome, rest)));
            return;
        }
        const auto answer = exchangeFrom(outcome->body);
        if (!answer) {
            done(outcome->saysJson() ? tl::unexpected(answer.error())
                                     : failure(Errc::Unavailable, pageWords(outcome->status, rest.endpoint())));
            return;
        }
        std::vector<ports::ListedInstrument> listed;
        for (const auto& rules : answer->symbols) {
            if (auto instrument = instrumentOf(rules); instrument && rules.isSpot) {
                listed.push_back({std::move(*instrument), rules.base + '/' + rules.quote, rules.base,
                                  rules.status == SymbolStatus::Trading, true, false});
            }
        }
        done(std::move(listed));
    });
}

void readBars(Rest& rest, const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done)
{
    const auto units = SymbolUnits::of(instrument);
    if (!units || wordOf(interval).empty() || from >= until || from.ns < 0) {
        QTimer::singleShot(0, [done = std::move(done), interval] {
            done(failure(Errc::Invalid, "the venue has no such bars: " + durationText(interval)));
        });
        return;
    }
    askBars(
        std::make_shared<BarRun>(BarRun{rest, instrument.symbol, *units, interval, from, until, {}, std::move(done)}));
}

} // namespace omni::brokers::binance
