#include "ui/panes/chart/symbol_search.h"

#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

constexpr int mostShown = 50;
constexpr int mostTyped = 64;
constexpr int idRole = Qt::UserRole;

} // namespace

SymbolSearch::SymbolSearch(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    hide();
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(tr("Symbol search"));
    m_field->setMaxLength(mostTyped);
    m_field->setPlaceholderText(tr("Symbol"));
    m_field->setAccessibleName(tr("Symbol"));
    m_field->setAccessibleDescription(
        tr("Type to narrow the list, Up and Down to choose, Enter to take, Esc to leave"));
    m_list->setAccessibleName(tr("Instruments"));
    m_list->setUniformItemSizes(true);
    m_field->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6));
    column->setSpacing(theme.px(4));
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &SymbolSearch::filter);
    connect(m_list, &QListWidget::itemActivated, this, &SymbolSearch::choose);
    connect(m_list, &QListWidget::itemClicked, this, &SymbolSearch::choose);
}

void SymbolSearch::open(Known known, const QString& typed)
{
    m_known = std::move(known);
    m_field->setText(typed);
    filter(typed);
    const QSize room = parentWidget()->size();
    resize(std::min(m_theme.px(280), room.width()), std::min(m_theme.px(240), room.height()));
    move(0, 0);
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
    m_field->end(false);
}

void SymbolSearch::filter(const QString& typed)
{
    m_list->clear();
    const auto add = [this](const std::pair<InstrumentId, QString>& one) {
        auto* item = new QListWidgetItem(one.second, m_list);
        item->setData(idRole, QVariant::fromValue(static_cast<qulonglong>(one.first.value)));
    };
    // Those whose symbol begins so before those that only hold it.
    const auto begins = [&typed](const QString& name) {
        return name.section(QLatin1Char(':'), -1).startsWith(typed, Qt::CaseInsensitive);
    };
    for (const bool atStart : {true, false}) {
        for (const auto& one : m_known) {
            if (m_list->count() < mostShown && begins(one.second) == atStart
                && one.second.contains(typed, Qt::CaseInsensitive)) {
                add(one);
            }
        }
    }
    if (m_list->count() == 0) {
        auto* none = new QListWidgetItem(tr("No instrument of this session has these letters"), m_list);
        none->setFlags(Qt::NoItemFlags);
        return;
    }
    m_list->setCurrentRow(0);
}

void SymbolSearch::choose()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || (item->flags() & Qt::ItemIsEnabled) == 0) {
        return;
    }
    const InstrumentId id{static_cast<std::uint64_t>(item->data(idRole).toULongLong())};
    hide();
    emit chosen(id);
}

void SymbolSearch::leave()
{
    hide();
    emit left();
}

bool SymbolSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_list->currentRow();
        switch (key->key()) {
        case Qt::Key_Escape:
            leave();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        case Qt::Key_Down:
            m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1));
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow(std::max(row - 1, 0));
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace omni::ui
