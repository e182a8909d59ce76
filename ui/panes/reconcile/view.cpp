#include "ui/panes/reconcile/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::reconcile {

namespace {

constexpr int shortestReason = 10;
constexpr int longestReason = 90;

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Account differences"), parent)
    , m_hint(plainLabel({}, TextRole::Label, this))
    , m_reason(new QLineEdit(this))
    , m_sentence(new QLineEdit(this))
{
    build();
    retell();
    connect(m_table, &PaneTable::currentChanged, this, [this] { follow(); });
    for (QLineEdit* edit : {m_reason, m_sentence}) {
        connect(edit, &QLineEdit::textChanged, this, &View::follow);
    }
    follow();
}

void View::build()
{
    const Theme& theme = m_context.theme;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    auto* bar = new QVBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    bar->setSpacing(theme.px(6));
    m_hint->setObjectName(QStringLiteral("reconcileHint"));
    m_hint->setWordWrap(true);
    m_reason->setObjectName(QStringLiteral("reconcileReason"));
    m_reason->setMaxLength(longestReason);
    m_sentence->setObjectName(QStringLiteral("reconcileSentence"));
    auto* fields = new QHBoxLayout;
    fields->addWidget(m_reason, 3);
    fields->addWidget(m_sentence, 2);
    auto* deeds = new QHBoxLayout;
    for (std::size_t i = 0; i < deedCount; ++i) {
        auto* button = new QPushButton(this);
        button->setObjectName(QStringLiteral("deed%1").arg(i));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, i] { ask(static_cast<Deed>(i)); });
        m_buttons.at(i) = button;
        deeds->addWidget(button);
    }
    deeds->addStretch(1);
    bar->addWidget(m_hint);
    bar->addLayout(fields);
    bar->addLayout(deeds);
    column->addLayout(bar);
}

QString View::sentence()
{
    return tr("settle the account");
}

void View::retell()
{
    m_reason->setPlaceholderText(tr("Reason, at least 10 characters; it is kept in the record"));
    m_reason->setAccessibleName(tr("Reason for settling"));
    m_sentence->setPlaceholderText(tr("Type: %1").arg(sentence()));
    m_sentence->setAccessibleName(tr("Type \"%1\" to settle").arg(sentence()));
    for (std::size_t i = 0; i < deedCount; ++i) {
        const QString text = buttonOf(static_cast<Deed>(i));
        m_buttons.at(i)->setText(text);
        m_buttons.at(i)->setAccessibleName(text);
    }
}

const views::DifferenceView* View::chosen() const
{
    const int at = m_table->currentRow();
    return at >= 0 && at < m_model->rowCount() ? &m_model->row(at).line : nullptr;
}

QString View::missingForSettling() const
{
    if (m_context.engine.desk().environment == orders::Environment::Live) {
        return tr("In LIVE settling takes a code, and there are none before the vault exists.");
    }
    if (m_reason->text().simplified().size() < shortestReason) {
        return tr("Settling needs a reason of at least 10 characters.");
    }
    if (m_sentence->text().simplified().compare(sentence(), Qt::CaseInsensitive) != 0) {
        return tr("Settling needs the sentence \"%1\".").arg(sentence());
    }
    return {};
}

void View::follow()
{
    const views::DifferenceView* line = chosen();
    const auto deeds = line != nullptr ? deedsFor(*line, m_context.engine.desk()) : std::vector<Deed>();
    const bool isSettled = std::none_of(deeds.begin(), deeds.end(), isSettling);
    const QString missing = missingForSettling();
    for (std::size_t i = 0; i < deedCount; ++i) {
        const auto deed = static_cast<Deed>(i);
        const bool isOffered = std::find(deeds.begin(), deeds.end(), deed) != deeds.end();
        QPushButton* button = m_buttons.at(i);
        button->setVisible(isOffered);
        button->setEnabled(isOffered && (!isSettling(deed) || missing.isEmpty()));
        button->setToolTip(isSettling(deed) ? missing : QString());
        button->setAccessibleDescription(button->toolTip());
    }
    m_reason->setVisible(!isSettled);
    m_sentence->setVisible(!isSettled);
    showText(*m_hint,
             line == nullptr ? tr("Choose a line to settle it. While one is open that nobody has seen, nobody arms.")
                 : isSettled ? tr("Nothing is taken over by this.")
                 : !missing.isEmpty() ? missing
                                      : tr("The desk decides; what becomes of it stands in the record."));
    m_hint->setVisible(m_model->rowCount() > 0);
}

void View::ask(Deed deed)
{
    const views::DifferenceView* line = chosen();
    if (line == nullptr) {
        return;
    }
    if (deed == Deed::AskVenue) {
        return send(deed, *line);
    }
    DeedWords words = wordsOf(deed, *line, m_context.engine.desk(), m_context.formats);
    // As it was asked: an amount that changes meanwhile is refused by the desk.
    auto* dialog = new ConfirmDialog(
        m_context.theme,
        {tr("Account differences"), words.question, words.note, words.act, words.keep,
         deed == Deed::Close || deed == Deed::CancelOther},
        [this, deed, asked = *line] { send(deed, asked); }, this);
    dialog->open();
}

void View::send(Deed deed, const views::DifferenceView& line)
{
    const QString reason = m_reason->text().simplified();
    const bool isSent = m_context.engine.send(
        wishOf(deed, line), isSettling(deed) ? reason : tr("asked for in the window"), isSettling(deed));
    if (isSent && isSettling(deed)) {
        m_sentence->clear(); // each takes a word of its own
    }
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_context.engine.desk(), m_context.formats));
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (m_model->rowCount() > 0) {
        setState(PaneState::Normal);
    } else if (!desk.isOpen) {
        setState(PaneState::Empty, tr("No session runs."));
    } else if (orders::isSimulated(desk.environment)) {
        setState(PaneState::Empty,
                 tr("The market is built in: its account is our books. There is nothing to compare."));
    } else if (!desk.isReconciled) {
        setState(PaneState::Loading, tr("The account has not been compared since the link came up."));
    } else {
        setState(PaneState::Empty, tr("The account and our books agree."));
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
    if (m_table->currentRow() < 0 && m_model->rowCount() == 1) {
        m_table->setCurrentRow(0);
    }
    follow();
}

int View::badge() const
{
    const auto& lines = m_context.engine.desk().differences;
    const auto open
        = std::count_if(lines.begin(), lines.end(), [](const views::DifferenceView& line) { return !line.isIgnored; });
    return open > 0 ? static_cast<int>(open) : -1;
}

void View::onRestart()
{
    m_model->clear();
    m_reason->clear();
    m_sentence->clear();
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        onFrame(); // its rows are words
    }
}

} // namespace omni::ui::reconcile
