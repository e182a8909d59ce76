// What a frame of a table costs the window's thread: 10 k rows of which 2 k change in a second, sorted, marked,
// painted. The budget of a frame is 6 ms for everything together; `sorting` runs twice a second at most, and not under
// the pointer. `tableUnderMarket` does it 60 times a second for ten seconds while other threads take 20 k messages a
// second and make the pictures.
//
// needs: ui/widgets host/runtime Qt6::Widgets

#include "core/base/latest.h"
#include "core/host/runtime/market_history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pane_table.h"
#include "ui/widgets/table_proxy.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QPixmap>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace omni::ui;

constexpr std::size_t rowCount = 10'000;
constexpr std::size_t changesPerFrame = 34; // 2 k a second at 60 frames

struct Row {
    std::uint64_t key = 0;
    omni::Money value;
    double share = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

/// Twelve columns, as wide as Positions.
class Rows final : public RowsModel<Row>
{
public:
    explicit Rows(const Theme& theme)
        : RowsModel(theme, columnsOf(), nullptr)
    {
    }

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override
    {
        if (column == 0) {
            return {QStringLiteral("SYM%1").arg(row.key), CellTone::Plain, {}, {}, true};
        }
        if (column % 3 == 0) {
            return {m_formats.percent(row.share, 2, true), row.share > 0 ? CellTone::Up : CellTone::Down};
        }
        return {m_formats.money(row.value)};
    }
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override
    {
        return SortKey::of(column == 0 ? static_cast<double>(row.key) : static_cast<double>(row.value.e8));
    }

private:
    static std::vector<Column> columnsOf()
    {
        std::vector<Column> columns;
        for (int i = 0; i < 12; ++i) {
            const QString name = QStringLiteral("c%1").arg(i);
            columns.push_back({name, name, i != 0, 80, true, i == 2});
        }
        return columns;
    }
    Formats m_formats;
};

struct Shown {
    Theme theme;
    Rows model{theme};
    std::unique_ptr<PaneTable> table;
    std::vector<Row> rows;
    std::uint64_t turn = 0;

    Shown()
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        for (std::uint64_t key = 1; key <= rowCount; ++key) {
            rows.push_back(
                {key, omni::Money{static_cast<std::int64_t>(key * 7'919'000'003ULL % 9'000'000'000'000ULL)}, 0.01});
        }
        model.setRows(rows);
        table = std::make_unique<PaneTable>(theme, model, QStringLiteral("Rows"), nullptr);
        table->resize(1'000, 700);
        table->show();
        table->view().sortByColumn(2, Qt::DescendingOrder);
        picture = QPixmap(table->view().viewport()->size());
    }
    void change()
    {
        for (std::size_t i = 0; i < changesPerFrame; ++i) {
            turn = turn * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
            Row& row = rows[(turn >> 33) % rowCount];
            row.value.e8 += 1'000'000;
            row.share = -row.share;
        }
    }
    void paint()
    {
        table->view().viewport()->render(&picture);
    }
    QPixmap picture;
};

/// One picture of all rows comes in and what can be seen is painted.
void frame(benchmark::State& state)
{
    Shown shown;
    shown.paint();
    std::vector<double> ms;
    for (auto _ : state) {
        state.PauseTiming();
        shown.change();
        auto rows = shown.rows;
        state.ResumeTiming();
        const auto begun = std::chrono::steady_clock::now();
        shown.model.setRows(std::move(rows));
        shown.paint();
        ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    std::sort(ms.begin(), ms.end());
    state.counters["p50_ms"] = ms[ms.size() / 2];
    state.counters["p99_ms"] = ms[ms.size() * 99 / 100];
    state.counters["rows"] = static_cast<double>(rowCount);
}
BENCHMARK(frame)->Name("tableFrame")->Unit(benchmark::kMillisecond)->Iterations(1'000);

/// What stands for the engine: every millisecond 20 messages into the history of the market, 60 pictures of all rows a
/// second.
class Market
{
public:
    explicit Market(std::vector<Row> rows)
        : m_rows(std::move(rows))
    {
        std::vector<omni::runtime::ChartInstrument> all;
        for (std::uint64_t id = 1; id <= instrumentCount; ++id) {
            omni::market::Instrument one;
            one.id = omni::InstrumentId{id};
            one.venue = "bench";
            one.symbol = "SYM" + std::to_string(id);
            one.quoteCurrency = "USD";
            one.tickSize = {1, -2};
            one.lotSize = {1, 0};
            all.push_back({*omni::market::completed(one), false});
        }
        m_history.begin(all);
        m_thread = std::thread([this] { run(); });
    }
    ~Market()
    {
        m_isEnding = true;
        m_thread.join();
    }
    [[nodiscard]] std::shared_ptr<const std::vector<Row>> picture() const
    {
        return m_pictures.read();
    }
    [[nodiscard]] std::uint64_t messages() const
    {
        return m_messages.load();
    }
    [[nodiscard]] std::uint64_t lost() const
    {
        return m_history.figures().lost;
    }

private:
    static constexpr std::uint64_t instrumentCount = 500;

    void run()
    {
        auto next = std::chrono::steady_clock::now();
        std::uint64_t turn = 1;
        while (!m_isEnding) {
            for (int i = 0; i < 20; ++i) {
                turn = turn * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
                const omni::InstrumentId id{1 + (turn >> 33) % instrumentCount};
                const omni::Timestamp at{1'704'153'600'000'000'000 + static_cast<std::int64_t>(m_messages) * 50'000};
                const omni::Ticks price{10'000 + static_cast<std::int64_t>((turn >> 20) % 100)};
                m_history.offer({{}, at, {}, {}},
                                omni::market::Print{id, at, price, omni::Lots{1}, omni::market::Aggressor::Buyer});
                ++m_messages;
            }
            if (m_messages % 320 == 0) { // every 16 ms
                for (std::size_t i = 0; i < changesPerFrame; ++i) {
                    turn = turn * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
                    Row& row = m_rows[(turn >> 33) % rowCount];
                    row.value.e8 += 1'000'000;
                    row.share = -row.share;
                }
                m_pictures.publish(std::make_shared<const std::vector<Row>>(m_rows));
            }
            next += std::chrono::milliseconds(1);
            std::this_thread::sleep_until(next);
        }
    }

    std::vector<Row> m_rows;
    omni::runtime::MarketHistory m_history;
    omni::Latest<std::vector<Row>> m_pictures;
    std::atomic<std::uint64_t> m_messages{0};
    std::atomic<bool> m_isEnding{false};
    std::thread m_thread;
};

void underMarket(benchmark::State& state)
{
    Shown shown;
    shown.paint();
    const Market market(shown.rows);
    std::vector<double> ms;
    const auto begunAll = std::chrono::steady_clock::now();
    auto next = begunAll;
    for (auto _ : state) {
        state.PauseTiming();
        next += std::chrono::microseconds(16'667);
        std::this_thread::sleep_until(next);
        state.ResumeTiming();
        const auto begun = std::chrono::steady_clock::now();
        if (const auto rows = market.picture()) {
            shown.model.setRows(*rows);
        }
        shown.paint();
        ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begunAll).count();
    std::sort(ms.begin(), ms.end());
    state.counters["p50_ms"] = ms[ms.size() / 2];
    state.counters["p99_ms"] = ms[ms.size() * 99 / 100];
    state.counters["worst_ms"] = ms.back();
    state.counters["messages_s"] = static_cast<double>(market.messages()) / seconds;
    state.counters["lost"] = static_cast<double>(market.lost());
}
/// Ten seconds; OMNI_TABLE_FRAMES=36000 makes it ten minutes.
std::int64_t framesWanted()
{
    const int wanted = qEnvironmentVariableIntValue("OMNI_TABLE_FRAMES");
    return wanted > 0 ? wanted : 600;
}
BENCHMARK(underMarket)->Name("tableUnderMarket")->Unit(benchmark::kMillisecond)->Iterations(framesWanted());

/// The same without painting: a table that lies behind another tab is not even told, this is the model alone.
void update(benchmark::State& state)
{
    Shown shown;
    for (auto _ : state) {
        state.PauseTiming();
        shown.change();
        auto rows = shown.rows;
        state.ResumeTiming();
        shown.model.setRows(std::move(rows));
    }
}
BENCHMARK(update)->Name("tableUpdate")->Unit(benchmark::kMillisecond)->Iterations(1'000);

void sorting(benchmark::State& state)
{
    Shown shown;
    auto* proxy = shown.table->findChild<TableProxy*>();
    for (auto _ : state) {
        state.PauseTiming();
        shown.change();
        shown.model.setRows(shown.rows);
        state.ResumeTiming();
        proxy->resort();
    }
}
BENCHMARK(sorting)->Name("tableSorting")->Unit(benchmark::kMillisecond)->Iterations(50);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
