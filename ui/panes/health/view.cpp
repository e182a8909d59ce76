#include "ui/panes/health/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QVBoxLayout>

namespace omni::ui::health {

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("System health"), parent)
    , m_figures(plainLabel({}, TextRole::Label, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    const int edge = context.theme.px(12);
    m_figures->setContentsMargins(edge, context.theme.px(6), edge, context.theme.px(6));
    m_figures->setWordWrap(true);
    column->addWidget(m_figures);
    column->addWidget(m_table, 1);
}

QString View::figures() const
{
    const views::Health& health = m_context.engine.health();
    const Formats& formats = m_context.formats;
    const auto size = [&](std::uint64_t bytes) {
        return bytes == 0
            ? missing()
            : formats.locale.formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
    };
    const bool isKnown = health.at.ns != 0;
    return tr("Frame %1 ms · CPU %2 of a core · Memory %3 · Disk free %4 · Events %5/s · Waiting for the engine %6")
        .arg(formats.number(m_context.engine.frameMs(), 1),
             formats.percent(isKnown ? std::optional(health.processCpu) : std::nullopt, 0), size(health.residentBytes),
             size(health.freeDiskBytes),
             isKnown ? formats.locale.toString(static_cast<qulonglong>(health.eventsPerSecond)) : missing(),
             isKnown ? formats.locale.toString(static_cast<qulonglong>(health.enginePending)) : missing());
}

/// How smoothly the window runs, since the program was started.
QString View::smoothness() const
{
    const FrameClock& frames = m_context.engine.frames();
    const auto ms = [this](const std::optional<Duration>& span, int decimals) {
        return span ? m_context.formats.number(static_cast<double>(span->ns) / 1e6, decimals) : missing();
    };
    return tr("Frames p50 %1 ms, p99 %2 ms · Tick to screen p95 %3 ms · Stood still over 200 ms: %4, longest %5 ms · "
              "Window after %6 ms, prices after %7 ms")
        .arg(ms(frames.frames().percentile(50), 1), ms(frames.frames().percentile(99), 1),
             ms(frames.tickToScreen().percentile(95), 0),
             m_context.formats.locale.toString(static_cast<qulonglong>(frames.stalls())), ms(frames.longestStall(), 0),
             ms(frames.windowAfter(), 0), ms(frames.pricesAfter(), 0));
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_context.engine.health(), m_context.engine.terminal().connection().get()));
    const QString text = figures() + QLatin1Char('\n') + smoothness();
    if (m_figures->text() != text) {
        m_figures->setText(text);
    }
    if (m_model->rowCount() == 0) {
        setState(PaneState::Loading, tr("The parts of the program have not reported yet."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_figures->setText(figures() + QLatin1Char('\n') + smoothness());
    }
}

} // namespace omni::ui::health
