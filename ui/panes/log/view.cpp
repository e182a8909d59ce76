#include "ui/panes/log/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/session_state.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::log {

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Log"), parent)
    , m_header(new QWidget(this))
    , m_level(new QComboBox(m_header))
    , m_follow(new QCheckBox(tr("Follow"), m_header))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    auto* line = new QHBoxLayout(m_header);
    line->setContentsMargins({});
    line->addWidget(m_level);
    line->addWidget(m_follow);
    m_header->hide();
    m_follow->setChecked(true);
    m_follow->setAccessibleName(tr("Follow the newest line"));
    m_level->setAccessibleName(tr("Lines to show"));
    fillLevels();
    connect(m_level, &QComboBox::currentIndexChanged, this, [this](int index) {
        // From that level up: whoever looks for warnings wants what is worse, too.
        m_table->setRule(index <= 0 ? std::function<bool(int)>() : [this, index](int row) {
            return static_cast<int>(m_model->row(row).level) >= index;
        });
    });
    auto* bar = m_table->view().verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int end) {
        if (m_follow->isChecked()) { // the first lines come while the table is covered and has no room yet
            bar->setValue(end);
        }
    });
    connect(&context.engine, &EngineLink::noticed, this, &View::note);
    connect(&context.engine, &EngineLink::phaseChanged, this, [this] { showState(toldState()); });
}

void View::fillLevels()
{
    const int chosen = m_level->currentIndex();
    const QSignalBlocker blocked(m_level);
    m_level->clear();
    m_level->addItems({tr("Everything"), tr("Warnings and worse"), Words::of(events::AlertLevel::Critical)});
    m_level->setCurrentIndex(chosen < 0 ? 0 : chosen);
}

void View::note(const runtime::Notice& notice)
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    const auto worded = [&](const Formats& formats) {
        return fact != nullptr ? Words::line(*fact, desk, formats)
                               : Words::line(std::get<events::Event>(notice.what), desk, formats);
    };
    Formats formats = m_context.formats.unveiled();
    const auto text = worded(formats);
    formats.hasPrivacy = true;
    const auto veiled = worded(formats);
    if (!text || !veiled) {
        return;
    }
    m_new.push_back({++m_count, notice.stamp.wall, notice.stamp.seq.value,
                     fact != nullptr ? levelOf(*fact) : events::AlertLevel::Info, fact != nullptr, *text, *veiled});
    if (m_new.size() > Model::mostRows) { // hidden for long: the oldest would be trimmed anyway
        m_new.erase(m_new.begin(), m_new.begin() + static_cast<std::ptrdiff_t>(m_new.size() - Model::mostRows));
    }
}

void View::onFrame()
{
    if (!m_new.empty()) {
        m_model->addRows(std::exchange(m_new, {}));
        m_model->trim(Model::mostRows);
        if (m_follow->isChecked()) {
            m_table->view().scrollToBottom();
        }
    }
    showState(toldState());
}

/// What happened while the session started, and before it failed, is what one looks here for: it stays.
HistoryState View::toldState() const
{
    if (hasRows()) {
        return {};
    }
    const auto told = sessionState(m_context.engine.phase(), false);
    return told ? *told : HistoryState{PaneState::Empty, tr("Nothing has happened in this session yet."), {}};
}

void View::onRestart()
{
    m_new.clear();
    m_model->clear();
}

QWidget* View::headerWidget()
{
    return m_header;
}

QJsonObject View::saveState() const
{
    QJsonObject state = TablePane::saveState();
    state.insert(QStringLiteral("follow"), m_follow->isChecked());
    return state;
}

void View::restoreState(const QJsonObject& state)
{
    TablePane::restoreState(state);
    m_follow->setChecked(state.value(QStringLiteral("follow")).toBool(true));
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_follow->setText(tr("Follow"));
        fillLevels();
    }
}

} // namespace omni::ui::log
