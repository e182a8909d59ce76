#include "ui/panes/journal/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::journal {

namespace {

constexpr qint64 quickestAskMs = 1'000;
constexpr qsizetype mostTagBytes = 31;
constexpr qsizetype mostTextBytes = 191;

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Closed trades"), parent)
    , m_head(plainLabel({}, TextRole::Section))
    , m_list(new QListWidget)
    , m_tag(new QLineEdit)
    , m_text(new QPlainTextEdit)
    , m_add(new QPushButton)
    , m_room(plainLabel({}, TextRole::Caption))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_table);
    halves->addWidget(makeNotes());
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 1);
    column->addWidget(halves);
    m_table->view().sortByColumn(Model::Closed, Qt::DescendingOrder);
    connect(m_table, &PaneTable::currentChanged, this, &View::choose);
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        if (const auto* event = std::get_if<events::Event>(&notice.what)) {
            m_isDirty = m_isDirty || std::holds_alternative<orders::Fill>(*event);
        } else if (const auto* fact = std::get_if<events::Fact>(&notice.what)) {
            m_isDirty = m_isDirty || std::holds_alternative<events::NoteAdded>(*fact);
        }
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

void View::askAnew()
{
    m_asked.start();
    m_isDirty = false;
    views::HistoryFilter filter;
    filter.most = 2'000;
    m_context.engine.ask(views::RoundTripsQuery{filter}, this, [this](const Result<views::HistoryPage>& page) {
        if (!page) {
            setState(PaneState::Error,
                     tr("The history does not answer: %1").arg(QString::fromStdString(page.error().detail)));
            m_table->cover().setState(CoverState::Error, stateText(), {}, m_hasHistory);
            return;
        }
        if (const auto* rows = std::get_if<std::vector<views::RoundTripRow>>(&page->rows)) {
            m_trips = *rows;
            m_hasHistory = true;
            showRows();
        }
    });
    m_context.engine.ask(views::NotesQuery{filter}, this, [this](const Result<views::HistoryPage>& page) {
        const auto* rows = page ? std::get_if<std::vector<views::NoteRow>>(&page->rows) : nullptr;
        if (rows != nullptr) {
            m_notes = *rows;
            showRows();
            showNotes();
        }
    });
}

void View::showRows()
{
    std::vector<Row> rows;
    rows.reserve(m_trips.size());
    for (const views::RoundTripRow& trip : m_trips) {
        Row row = rowOf(trip, m_context.engine.desk(), m_context.formats);
        if (trip.proposal) {
            row.notes = static_cast<int>(std::count_if(m_notes.begin(), m_notes.end(), [&](const views::NoteRow& note) {
                return note.note.proposal == trip.proposal;
            }));
        }
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
    if (!m_hasHistory) {
        setState(PaneState::Loading);
    } else if (m_trips.empty()) {
        setState(PaneState::Empty,
                 tr("No closed trades yet. Each trade appears here once its position is flat again."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
    emit badgeChanged();
}

void View::onFrame()
{
    if (!m_asked.isValid() || (m_isDirty && m_asked.elapsed() > quickestAskMs)) {
        askAnew();
    }
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
                             if (rows == nullptr || rows->empty() || key != m_chosen) {
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
    for (const views::NoteRow& note : m_notes) {
        if (belongs(note)) {
            const QString tag = text(note.note.tag.view());
            const QString body = text(note.note.text.view());
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
    // Behind others it does not ask anew; a number that no longer holds is not shown.
    const bool isKnown = isVisible() || !m_isDirty;
    return m_trips.empty() || !isKnown ? -1 : static_cast<int>(m_trips.size());
}

void View::onRestart()
{
    m_trips.clear();
    m_notes.clear();
    m_chosen = 0;
    m_proposal = {};
    m_order = {};
    m_hasHistory = false;
    m_isDirty = true;
    m_asked.invalidate();
    m_model->clear();
    showRows();
    showNotes();
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        showNotes();
    }
}

} // namespace omni::ui::journal
