#include "ui/panes/audit/filter_line.h"

#include "ui/panes/audit/sentences.h"

#include <QComboBox>
#include <QDateEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace omni::ui::audit {

namespace {

constexpr int waitMs = 300; // a search may read all of the record
constexpr std::size_t mostPersons = 100;

Timestamp at(const QDate& day, const QTimeZone& zone)
{
    return Timestamp{day.startOfDay(zone).toMSecsSinceEpoch() * 1'000'000};
}

QDate dayOf(Timestamp moment, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(moment.ns / 1'000'000, zone).date();
}

} // namespace

FilterLine::FilterLine(const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_formats(formats)
    , m_kind(new QComboBox)
    , m_person(new QComboBox)
    , m_words(new QLineEdit)
    , m_span(new QComboBox)
    , m_from(new QDateEdit)
    , m_until(new QDateEdit)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), 0);
    for (QWidget* each : {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_person), static_cast<QWidget*>(m_span),
                          static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_until)}) {
        line->addWidget(each);
    }
    line->addWidget(m_words, 1);
    m_kind->setObjectName(QStringLiteral("kind"));
    m_person->setObjectName(QStringLiteral("person"));
    m_span->setObjectName(QStringLiteral("span"));
    m_words->setObjectName(QStringLiteral("words"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaxLength(200);
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(formats.zone).date();
    for (QDateEdit* each : {m_from, m_until}) {
        each->setCalendarPopup(true);
        each->setDate(today);
        each->hide();
        connect(each, &QDateEdit::dateChanged, this, &FilterLine::changed);
    }
    m_typing.setSingleShot(true);
    m_typing.setInterval(waitMs);
    connect(&m_typing, &QTimer::timeout, this, &FilterLine::changed);
    connect(m_words, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FilterLine::changed);
    connect(m_person, &QComboBox::currentIndexChanged, this, &FilterLine::changed);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_from->setVisible(index == static_cast<int>(Span::Between));
        m_until->setVisible(index == static_cast<int>(Span::Between));
        emit changed();
    });
    retell();
}

void FilterLine::fill(QComboBox& box, const QStringList& names)
{
    const QSignalBlocker blocked(box);
    const int chosen = std::max(0, box.currentIndex());
    box.clear();
    box.addItems(names);
    box.setCurrentIndex(std::min(chosen, static_cast<int>(names.size()) - 1));
}

void FilterLine::retell()
{
    QStringList kinds, persons{tr("Everybody")};
    for (int i = 0; i < kindCount; ++i) {
        kinds.append(nameOf(static_cast<Kind>(i)));
    }
    for (const auto& person : m_persons) {
        persons.append(personText(person, m_formats));
    }
    fill(*m_kind, kinds);
    fill(*m_person, persons);
    fill(*m_span,
         {tr("Any time"), tr("Last hour"), tr("Today"), tr("Last 7 days"), tr("Last 30 days"), tr("Between…")});
    m_kind->setAccessibleName(tr("Kind"));
    m_person->setAccessibleName(tr("Person"));
    m_span->setAccessibleName(tr("Time"));
    m_from->setAccessibleName(tr("From"));
    m_until->setAccessibleName(tr("Until, that day included"));
    m_words->setAccessibleName(tr("Words"));
    m_words->setPlaceholderText(tr("Words in it"));
}

std::string FilterLine::person() const
{
    const int chosen = m_person->currentIndex();
    return chosen <= 0 ? std::string() : m_persons[static_cast<std::size_t>(chosen) - 1];
}

views::AuditQuery FilterLine::query(Timestamp now) const
{
    views::AuditQuery query;
    query.person = person();
    query.kinds = beginsOf(static_cast<Kind>(std::max(0, m_kind->currentIndex())));
    query.text = m_words->text().trimmed().toStdString();
    switch (static_cast<Span>(m_span->currentIndex())) {
    case Span::Any:
        break;
    case Span::Hour:
        query.from = now - hours(1);
        break;
    case Span::Today:
        query.from = at(dayOf(now, m_formats.zone), m_formats.zone);
        break;
    case Span::Week:
        query.from = now - days(7);
        break;
    case Span::Month:
        query.from = now - days(30);
        break;
    case Span::Between:
        query.from = at(m_from->date(), m_formats.zone);
        query.until = at(m_until->date().addDays(1), m_formats.zone);
        break;
    }
    return query;
}

void FilterLine::offer(const std::vector<std::string>& persons)
{
    const auto before = m_persons.size();
    for (const auto& person : persons) {
        if (!person.empty() && m_persons.size() < mostPersons
            && std::ranges::find(m_persons, person) == m_persons.end()) {
            m_persons.push_back(person);
        }
    }
    if (m_persons.size() != before) {
        retell();
    }
}

void FilterLine::setOwnOnly(bool isOwnOnly)
{
    if (isOwnOnly && m_person->currentIndex() > 0) {
        m_person->setCurrentIndex(0);
    }
    m_person->setVisible(!isOwnOnly);
}

QJsonObject FilterLine::saveState() const
{
    const auto kind = static_cast<Kind>(std::max(0, m_kind->currentIndex()));
    return {{QStringLiteral("kind"), keyOf(kind)}};
}

void FilterLine::restoreState(const QJsonObject& state)
{
    {
        const QSignalBlocker words(m_words), persons(m_person), spans(m_span), kinds(m_kind);
        m_words->setText(state.value(QStringLiteral("words")).toString());
        m_person->setCurrentIndex(0);
        m_span->setCurrentIndex(0);
        m_from->hide();
        m_until->hide();
        m_kind->setCurrentIndex(static_cast<int>(kindOfKey(state.value(QStringLiteral("kind")).toString())));
    }
    emit changed();
}

void FilterLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

} // namespace omni::ui::audit
