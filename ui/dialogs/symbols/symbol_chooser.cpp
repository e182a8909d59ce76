#include "ui/dialogs/symbols/symbol_chooser.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/symbols/symbol_model.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/connection_words.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/pane_table.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui::symbols {

namespace {

constexpr int lookMs = 100; ///< For the answer, while there is none.

} // namespace

SymbolChooser::SymbolChooser(EngineLink& engine, const views::BrokerOffer& offer, const Theme& theme,
                             const Formats& formats, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_broker(QString::fromStdString(offer.key))
    , m_title(brokerName(offer))
    , m_formats(formats)
    , m_model(new SymbolModel(theme, formats, this))
    , m_search(new QLineEdit)
    , m_table(new PaneTable(theme, *m_model, tr("Symbols of %1").arg(m_title), this))
    , m_said(plainLabel({}, TextRole::Value))
    , m_limit(plainLabel({}, TextRole::Warn))
    , m_madeUp(offer.isInHouse ? plainLabel(tr("Its prices are made up and begin anew with each session. It is not %1.")
                                                .arg(outsideText(offer.title, 40)),
                                            TextRole::Label)
                               : nullptr)
    , m_strategies(new QCheckBox(tr("Strategies propose trades, as in the demo; you approve each")))
    , m_toggle(new QPushButton)
    , m_start(new QPushButton)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("A PAPER session with %1").arg(m_title));
    setAccessibleName(windowTitle());
    for (const std::string& symbol : offer.symbols) {
        m_chosen.push_back(outsideText(symbol, 40));
    }
    m_chosen = m_chosen.mid(0, mostChosen);
    build(theme);
    connect(m_search, &QLineEdit::textChanged, m_table, &PaneTable::narrow);
    connect(m_table, &PaneTable::activated, this, &SymbolChooser::toggle);
    connect(m_table, &PaneTable::currentChanged, this, &SymbolChooser::follow);
    connect(&m_table->cover(), &StateCover::actionAsked, this, &SymbolChooser::ask);
    connect(m_toggle, &QPushButton::clicked, this, [this] { toggle(m_table->currentRow()); });
    connect(m_start, &QPushButton::clicked, this, [this] {
        accept();
        emit wanted(m_broker, m_chosen, m_strategies->isChecked());
    });
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &SymbolChooser::look);
    m_search->installEventFilter(this);
    ask();
    follow();
    m_search->setFocus();
}

void SymbolChooser::build(const Theme& theme)
{
    m_search->setObjectName(QStringLiteral("symbolSearch"));
    m_search->setPlaceholderText(tr("Find a symbol or a name"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_said->setWordWrap(true);
    m_said->setAccessibleName(tr("Chosen symbols"));
    setButtonKind(*m_start, ButtonKind::Primary, true);
    auto* cancel = new QPushButton(tr("Cancel"));
    setButtonKind(*cancel, ButtonKind::Normal, true);
    for (QPushButton* button : {m_toggle, m_start, cancel}) {
        button->setAutoDefault(false);
    }
    cancel->setAccessibleName(cancel->text());
    m_strategies->setChecked(true);
    m_strategies->setAccessibleName(m_strategies->text());
    m_strategies->setToolTip(tr("A moving-average cross and a breakout, on bars of a minute. Strategies that the "
                                "configuration names stand in their place."));
    m_strategies->setAccessibleDescription(m_strategies->toolTip());
    m_toggle->setObjectName(QStringLiteral("chooseSymbol"));
    m_start->setObjectName(QStringLiteral("startWithSymbols"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_toggle);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(10));
    if (m_madeUp != nullptr) {
        m_madeUp->setWordWrap(true);
        column->addWidget(m_madeUp);
    }
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_said);
    column->addWidget(m_limit);
    column->addWidget(m_strategies);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {720, 560}, {420, 320});
}

void SymbolChooser::ask()
{
    m_model->clear();
    m_table->cover().setState(CoverState::Loading, tr("%1 is asked what it trades.").arg(m_title));
    m_engine.terminal().askListing(m_broker.toStdString());
    m_timer.start();
}

void SymbolChooser::look()
{
    const auto now = m_engine.terminal().listing();
    if (now == nullptr || now->state == views::BrokerListing::State::Asking
        || QString::fromStdString(now->broker) != m_broker) {
        return;
    }
    m_timer.stop();
    if (now->state == views::BrokerListing::State::Failed) {
        m_table->cover().setState(CoverState::Error, m_formats.told(outsideText(now->fault, 400)), tr("Try again"));
    } else if (now->symbols.empty()) {
        m_table->cover().setState(CoverState::Empty, tr("%1 lists nothing.").arg(m_title));
    } else {
        m_table->cover().setState(CoverState::Normal);
    }
    m_model->setRows(rowsOf(*now, QSet<QString>(m_chosen.begin(), m_chosen.end())));
    follow();
}

void SymbolChooser::toggle(int row)
{
    if (row < 0 || row >= m_model->rowCount()) {
        return;
    }
    const QString symbol = m_model->row(row).symbol;
    if (!m_chosen.removeOne(symbol) && m_chosen.size() < mostChosen) {
        m_chosen.push_back(symbol);
    }
    Row changed = m_model->row(row);
    changed.isChosen = m_chosen.contains(symbol);
    m_model->addRows({std::move(changed)}); // the one row: there may be tens of thousands
    follow();
}

void SymbolChooser::follow()
{
    const int at = m_table->currentRow();
    const bool hasRow = at >= 0 && at < m_model->rowCount();
    const bool isChosen = hasRow && m_model->row(at).isChosen;
    m_toggle->setText(isChosen ? tr("Leave out") : tr("Choose"));
    m_toggle->setAccessibleName(m_toggle->text());
    m_toggle->setEnabled(hasRow && (isChosen || m_chosen.size() < mostChosen));
    const auto count = static_cast<int>(m_chosen.size());
    m_start->setText(tr("Start with %n symbol(s)", nullptr, count));
    m_start->setAccessibleName(m_start->text());
    m_start->setEnabled(count > 0);
    showText(*m_said,
             count == 0 ? tr("Nothing is chosen. Enter or a double click in the list chooses.")
                        : tr("Chosen: %1").arg(m_chosen.join(QStringLiteral(", "))));
    showText(*m_limit, tr("No more than %1 at once.").arg(mostChosen));
    m_limit->setVisible(count >= mostChosen);
}

/// From the search into the list with the arrow, and Enter takes what is found alone.
bool SymbolChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down && m_table->shownRows() > 0) {
            m_table->view().setFocus();
            m_table->view().selectRow(0);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_table->shownRows() == 1) {
                m_table->view().selectRow(0);
                toggle(m_table->currentRow());
                m_search->selectAll();
            }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace omni::ui::symbols
