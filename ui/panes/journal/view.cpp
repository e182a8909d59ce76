#include "ui/panes/journal/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/history_foot.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <utility>

namespace omni::ui::journal {

namespace {

constexpr Paging paging{2'000, 20'000}; // S26
/// A trade that is shown shows its notes, too: they are read through.
constexpr Paging notePaging{5'000, 50'000, true};
/// They stand in the record under the person's key, and that takes room.
constexpr qsizetype mostTagBytes = 15;
constexpr qsizetype mostTextBytes = 135;

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Closed trades"), parent)
    , m_head(plainLabel({}, TextRole::Section))
    , m_list(new QListWidget)
    , m_tag(new QLineEdit)
    , m_text(new QPlainTextEdit)
    , m_add(new QPushButton)
    , m_room(plainLabel({}, TextRole::Caption))
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_trips(context.engine, paging, [this] { showRows(); })
    , m_notes(context.engine, notePaging, [this] {
        showRows();
        showNotes();
    })
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_table);
    halves->addWidget(makeNotes());
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 1);
    column->setSpacing(0);
    column->addWidget(halves);
    column->addWidget(m_foot);
    m_table->view().sortByColumn(Model::Closed, Qt::DescendingOrder);
    connect(m_table, &PaneTable::currentChanged, this, &View::choose);
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        if (const auto* event = std::get_if<events::Event>(&notice.what)) {
            note(*event, notice.stamp.seq);
        } else if (const auto* fact = std::get_if<events::Fact>(&notice.what)) {
            m_newestNote = std::holds_alternative<events::NoteAdded>(*fact) ? notice.stamp.seq : m_newestNote;
        }
    });
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_trips.retry();
        m_notes.retry();
        showHistory();
    });
    connect(m_foot, &HistoryFoot::olderAsked, this, [this] {
        m_trips.reach().olderFault ? m_trips.retry() : m_trips.readOlder();
        showHistory();
    });
    retell();
    showNotes();
}

QWidget* View::makeNotes()
{
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    const int edge = m_context.theme.px(10);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(m_context.theme.px(6));
    m_list->setWordWrap(true);
    m_text->setTabChangesFocus(true);
    m_text->setMaximumHeight(m_context.theme.px(64));
    column->addWidget(m_head);
    column->addWidget(m_list, 1);
    column->addWidget(m_tag);
    column->addWidget(m_text);
    column->addWidget(m_room);
    column->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &View::add);
    connect(m_tag, &QLineEdit::textChanged, this, &View::checkNote);
    connect(m_text, &QPlainTextEdit::textChanged, this, &View::checkNote);
    return side;
}

void View::retell()
{
    m_list->setAccessibleName(tr("Notes of this trade"));
    m_tag->setPlaceholderText(tr("Tag, for instance: early exit"));
    m_tag->setAccessibleName(tr("Tag"));
    m_text->setPlaceholderText(tr("What did you learn from it?"));
    m_text->setAccessibleName(tr("Note"));
    m_add->setText(tr("Add note"));
    m_add->setAccessibleName(m_add->text());
    m_add->setAccessibleDescription(tr("Notes go into the record and cannot be changed later."));
    m_add->setToolTip(m_add->accessibleDescription());
}

void View::note(const events::Event& event, Sequence seq)
{
    if (std::holds_alternative<events::FillBusted>(event) || std::holds_alternative<events::FillCorrected>(event)) {
        m_trips.readAnew();
        m_newestFill = seq;
    } else if (std::holds_alternative<orders::Fill>(event)) {
        m_newestFill = seq;
    }
}

void View::showRows()
{
    std::map<ProposalId, int> notes;
    for (const views::NoteRow& note : m_notes.rows()) {
        ++notes[note.note.proposal];
    }
    std::vector<Row> rows;
    rows.reserve(m_trips.rows().size());
    for (const views::RoundTripRow& trip : m_trips.rows()) {
        Row row = rowOf(trip, m_context.engine.desk(), m_context.formats);
        if (trip.proposal) {
            const auto found = notes.find(trip.proposal);
            row.notes = found == notes.end() ? 0 : found->second;
        }
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
    for (const int column : {int{Model::Net}, int{Model::Value}, int{Model::Fees}}) {
        m_model->setUnit(column, outsideText(m_context.engine.desk().baseCurrency, 12));
    }
    showHistory();
    emit badgeChanged();
}

void View::showHistory()
{
    HistoryReach reach = m_trips.reach();
    m_foot->tell(reach, hasRows());
    const HistoryReach notes = m_notes.reach();
    for (const auto& fault : {notes.fault, notes.olderFault}) {
        reach.fault = reach.fault ? reach.fault : fault;
    }
    showState(historyState(reach, hasRows(),
                           tr("No closed trades yet. Each trade appears here once its position is flat again."),
                           m_context.formats));
}

void View::onFrame()
{
    m_trips.keepUp(m_newestFill);
    m_notes.keepUp(m_newestNote);
    showHistory();
}

void View::choose(int row)
{
    m_order = {};
    m_proposal = {};
    m_chosen = 0;
    if (row >= 0) {
        const Row& chosen = m_model->row(row);
        m_chosen = chosen.key;
        m_proposal = chosen.proposal;
        if (!m_proposal) {
            findOrder(chosen);
        }
    }
    showNotes();
}

/// A trade of a person has no proposal: its notes hang on the order that opened it.
void View::findOrder(const Row& row)
{
    views::HistoryFilter filter;
    filter.instrument = row.instrument;
    filter.from = row.opened;
    filter.until = Timestamp{row.closed.ns + 1};
    filter.most = 10'000;
    m_context.engine.ask(views::FillsQuery{filter}, this,
                         [this, key = row.key](const Result<views::HistoryPage>& page) {
                             const auto* rows = page ? std::get_if<std::vector<views::FillRow>>(&page->rows) : nullptr;
                             if (rows == nullptr || rows->empty() || page->more || key != m_chosen) {
                                 return;
                             }
                             m_order = rows->back().fill.order;
                             showNotes();
                         });
}

bool View::belongs(const views::NoteRow& note) const
{
    return m_proposal ? note.note.proposal == m_proposal : m_order && note.note.order == m_order;
}

void View::showNotes()
{
    m_list->clear();
    const int at = m_chosen == 0 ? -1 : m_model->indexOf(m_chosen);
    m_head->setText(at < 0 ? tr("Choose a trade to read and write notes") : m_model->rowName(at));
    const auto text
        = [](std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); };
    for (const views::NoteRow& note : m_notes.rows()) {
        if (belongs(note)) {
            const QString tag = m_context.formats.own(text(note.note.tag.view()));
            const QString body = m_context.formats.own(text(note.note.text.view()));
            const QString when = m_context.formats.dateTime(note.at);
            m_list->addItem(tag.isEmpty() ? tr("%1\n%2").arg(when, body) : tr("%1 · %2\n%3").arg(when, tag, body));
        }
    }
    checkNote();
}

void View::checkNote()
{
    const auto tagRoom = mostTagBytes - m_tag->text().trimmed().toUtf8().size();
    const auto textRoom = mostTextBytes - m_text->toPlainText().trimmed().toUtf8().size();
    const bool isTooLong = tagRoom < 0 || textRoom < 0;
    const bool isEmpty = m_text->toPlainText().trimmed().isEmpty() && m_tag->text().trimmed().isEmpty();
    m_room->setText(tagRoom < 0        ? tr("The tag is %n letters too long.", nullptr, static_cast<int>(-tagRoom))
                        : textRoom < 0 ? tr("The note is %n letters too long.", nullptr, static_cast<int>(-textRoom))
                                       : tr("Room for %n more letters.", nullptr, static_cast<int>(textRoom)));
    setFaulty(*m_text, textRoom < 0);
    setFaulty(*m_tag, tagRoom < 0);
    const bool hasPlace = m_proposal || m_order;
    m_tag->setEnabled(hasPlace);
    m_text->setEnabled(hasPlace);
    m_add->setEnabled(hasPlace && !isTooLong && !isEmpty);
}

void View::add()
{
    events::AddNote note;
    note.proposal = m_proposal;
    note.order = m_proposal ? OrderId{} : m_order;
    const QByteArray tag = m_tag->text().trimmed().toUtf8();
    const QByteArray text = m_text->toPlainText().trimmed().toUtf8();
    note.tag = ShortText<31>({tag.constData(), static_cast<std::size_t>(tag.size())});
    note.text = ShortText<191>({text.constData(), static_cast<std::size_t>(text.size())});
    if (m_context.engine.send(note)) {
        m_tag->clear();
        m_text->clear();
    }
}

int View::badge() const
{
    // Behind others it does not ask anew; a number that does not hold is not shown.
    const HistoryReach reach = m_trips.reach();
    const bool isKnown = reach.hasAnswered && !reach.hasOlder && (isVisible() || m_trips.knows(m_newestFill));
    return reach.rows == 0 || !isKnown ? -1 : static_cast<int>(reach.rows);
}

void View::onRestart()
{
    m_trips.clear();
    m_notes.clear();
    m_newestFill = m_newestNote = {};
    m_chosen = 0;
    m_proposal = {};
    m_order = {};
    m_model->clear();
    showRows();
    showNotes();
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        showRows(); // their quantities are words, too
        showNotes();
    }
}

} // namespace omni::ui::journal
