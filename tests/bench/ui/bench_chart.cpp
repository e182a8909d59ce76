// Frames of the price chart at 1600 x 900, painted by software into memory; CPU time of the UI thread.
//
// "whole": all bars are in sight, the widest zoom there is; "near": some two hundred candles. Baselines of the same
// run: a painter that walks over every bar in sight, and QCustomPlot's financial plot of a hundred thousand bars.
//
// needs: ui/charts ui/style ui/widgets Qt6::Widgets QCustomPlot::Qt6

#include "core/base/seeded_random.h"
#include "ui/charts/chart_view.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QApplication>
#include <QEventLoop>
#include <QKeyEvent>
#include <QPainter>

#include <benchmark/benchmark.h>
#include <qcustomplot.h>

#include <algorithm>
#include <map>
#include <memory>

using namespace omni;
using namespace omni::ui;
using views::BarBlock;
using views::BarSeries;

namespace {

constexpr QSize frameSize(1'600, 900);

const market::Instrument& instrument()
{
    static const market::Instrument one = [] {
        market::Instrument made;
        made.id = InstrumentId{1};
        made.venue = "demo";
        made.symbol = "BTCUSD";
        made.quoteCurrency = "USD";
        made.tickSize = {1, -1};
        made.lotSize = {1, -4};
        return market::completed(made).value();
    }();
    return one;
}

/// A walk of minute bars; the last one forms.
const std::shared_ptr<const BarSeries>& seriesOf(std::size_t count)
{
    static std::map<std::size_t, std::shared_ptr<const BarSeries>> made;
    auto& kept = made[count];
    if (kept) {
        return kept;
    }
    SeededRandom random(count);
    auto series = std::make_shared<BarSeries>();
    series->key = {instrument().id, minutes(1)};
    std::int64_t price = 500'000;
    Timestamp at{1'400'000'000'000'000'000};
    auto next = [&] {
        market::Bar bar;
        bar.instrument = instrument().id;
        bar.opened = at;
        bar.interval = minutes(1);
        bar.closedAt = at + minutes(1);
        bar.open = Ticks{price};
        price = std::max<std::int64_t>(1'000, price + random.between(-90, 90));
        bar.close = Ticks{price};
        bar.high = Ticks{std::max(bar.open.count, price) + random.between(0, 40)};
        bar.low = Ticks{std::min(bar.open.count, price) - random.between(0, 40)};
        bar.volume = 1 + 9 * random.uniform();
        at = at + minutes(1);
        return bar;
    };
    while (series->count() + BarBlock::size < count) {
        auto block = std::make_shared<BarBlock>();
        block->bars.reserve(BarBlock::size);
        for (std::size_t i = 0; i < BarBlock::size; ++i) {
            block->bars.push_back(next());
        }
        series->blocks.push_back(std::move(block));
    }
    while (series->count() < count) {
        series->tail.push_back(next());
    }
    series->isForming = true;
    kept = std::move(series);
    return kept;
}

Theme& theme()
{
    static Theme one;
    static const bool isApplied = (one.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100), true);
    static_cast<void>(isApplied);
    return one;
}

const Formats formats;

/// A chart with two averages and a pane below, as large as the frame, its bars read.
class Stage
{
public:
    explicit Stage(std::size_t bars, bool isWhole)
        : m_view(theme(), formats)
        , m_frame(frameSize, QImage::Format_RGB32)
    {
        m_view.resize(frameSize);
        m_view.setInstrument(instrument());
        m_view.setIndicators({{IndicatorKind::Ema, 20}, {IndicatorKind::Ema, 50}, {IndicatorKind::Atr, 14}});
        m_view.setSeries(seriesOf(bars));
        while (m_view.data().lines().size() < 3) {
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        ChartScene scene;
        const auto& series = *seriesOf(bars);
        scene.last = series.at(series.count() - 1).close;
        scene.bidText = QStringLiteral("50,000.0 × 1.2000");
        scene.askText = QStringLiteral("50,000.1 × 0.8000");
        m_view.setScene(scene);
        paint();
        for (int i = 0; isWhole && i < 80; ++i) {
            m_view.zoomOut();
        }
        paint();
    }
    void paint()
    {
        m_view.render(&m_frame, {}, {}, QWidget::DrawChildren);
    }
    void press(Qt::Key key)
    {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QApplication::sendEvent(&m_view, &event);
    }
    [[nodiscard]] ChartView& view()
    {
        return m_view;
    }
    [[nodiscard]] QImage& frame()
    {
        return m_frame;
    }

private:
    ChartView m_view;
    QImage m_frame;
};

void panChart(benchmark::State& state)
{
    Stage stage(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
    int step = 0;
    for (auto _ : state) {
        stage.press(++step % 16 < 8 ? Qt::Key_Left : Qt::Key_Right);
        stage.paint();
    }
    state.counters["inSight"]
        = static_cast<double>(stage.view().picture().lastBar() - stage.view().picture().firstBar());
}

void zoomChart(benchmark::State& state)
{
    Stage stage(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
    int step = 0;
    for (auto _ : state) {
        if (++step % 8 < 4) {
            stage.view().zoomIn();
        } else {
            stage.view().zoomOut();
        }
        stage.paint();
    }
}

/// A price comes: the last bar changes, everything else stands.
void liveTick(benchmark::State& state)
{
    const auto bars = static_cast<std::size_t>(state.range(0));
    Stage stage(bars, false);
    std::vector<std::shared_ptr<const BarSeries>> moments;
    for (int i = 0; i < 64; ++i) {
        auto series = std::make_shared<BarSeries>(*seriesOf(bars));
        market::Bar& last = series->tail.back();
        series->revision += static_cast<std::uint64_t>(i) + 1;
        last.close = Ticks{last.low.count + (last.high.count - last.low.count) * i / 64};
        moments.push_back(std::move(series));
    }
    std::size_t step = 0;
    for (auto _ : state) {
        const auto& series = moments[++step % moments.size()];
        stage.view().setSeries(series);
        ChartScene scene = stage.view().scene();
        scene.last = series->tail.back().close;
        stage.view().setScene(std::move(scene));
        stage.paint();
    }
}

/// What a chart without a pyramid does: a wick and a body for each bar in sight.
void naivePainter(benchmark::State& state)
{
    const BarSeries& series = *seriesOf(static_cast<std::size_t>(state.range(0)));
    QImage frame(frameSize, QImage::Format_RGB32);
    const auto count = series.count();
    double low = 1e18;
    double high = 0;
    for (std::size_t i = 0; i < count; ++i) {
        low = std::min(low, static_cast<double>(series.at(i).low.count));
        high = std::max(high, static_cast<double>(series.at(i).high.count));
    }
    const double perTick = frameSize.height() / (high - low);
    const double bar = static_cast<double>(frameSize.width()) / static_cast<double>(count);
    for (auto _ : state) {
        QPainter painter(&frame);
        painter.fillRect(frame.rect(), theme().color(Token::Panel));
        for (std::size_t i = 0; i < count; ++i) {
            const market::Bar& one = series.at(i);
            const QColor& color = theme().color(one.close >= one.open ? Token::Up : Token::Down);
            const double x = static_cast<double>(i) * bar;
            const auto yOf = [&](Ticks price) { return (high - static_cast<double>(price.count)) * perTick; };
            painter.fillRect(QRectF(x + bar / 2, yOf(one.high), 1, yOf(one.low) - yOf(one.high)), color);
            const double top = yOf(std::max(one.open, one.close));
            painter.fillRect(QRectF(x, top, std::max(1.0, bar * 0.7), yOf(std::min(one.open, one.close)) - top), color);
        }
        benchmark::DoNotOptimize(frame.constBits());
    }
}

void qcpFinancial(benchmark::State& state)
{
    const BarSeries& series = *seriesOf(static_cast<std::size_t>(state.range(0)));
    QCustomPlot plot;
    plot.resize(frameSize);
    plot.setViewport(QRect(QPoint(), frameSize));
    auto* bars = new QCPFinancial(plot.xAxis, plot.yAxis);
    bars->setChartStyle(QCPFinancial::csCandlestick);
    QVector<QCPFinancialData> data;
    for (std::size_t i = 0; i < series.count(); ++i) {
        const market::Bar& one = series.at(i);
        const auto value = [](Ticks price) { return static_cast<double>(price.count); };
        data.push_back({static_cast<double>(i), value(one.open), value(one.high), value(one.low), value(one.close)});
    }
    bars->data()->set(data, true);
    bars->setWidth(0.7);
    plot.rescaleAxes();
    double shift = 1;
    for (auto _ : state) {
        plot.xAxis->moveRange(shift);
        shift = -shift;
        plot.replot(QCustomPlot::rpImmediateRefresh);
    }
}

// The first of a group is what the others are measured against.
constexpr std::int64_t million = 1'000'000;
BENCHMARK(naivePainter)->Name("wholeMillion/naivePainter")->Arg(million)->Unit(benchmark::kMillisecond);
BENCHMARK(panChart)->Name("wholeMillion/pan")->Args({million, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(zoomChart)->Name("wholeMillion/zoom")->Args({million, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(naivePainter)->Name("wholeTenMillion/naivePainter")->Arg(10 * million)->Unit(benchmark::kMillisecond);
BENCHMARK(panChart)->Name("wholeTenMillion/pan")->Args({10 * million, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(zoomChart)->Name("wholeTenMillion/zoom")->Args({10 * million, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(qcpFinancial)->Name("againstQcp/qcpFinancial")->Arg(million / 10)->Unit(benchmark::kMillisecond);
BENCHMARK(panChart)->Name("againstQcp/pan")->Args({million / 10, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(panChart)->Name("nearMillion/pan")->Args({million, 0})->Unit(benchmark::kMillisecond);
BENCHMARK(zoomChart)->Name("nearMillion/zoom")->Args({million, 0})->Unit(benchmark::kMillisecond);
BENCHMARK(liveTick)->Name("nearMillion/liveTick")->Arg(million)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
