// Where a large scale or a small screen leaves three columns no room: one below the other, in one scroll.

#include "ui/dialogs/review/review_dialog.h"
#include "ui/style/style_sheet.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <vector>

namespace omni::ui::review {

namespace {

constexpr int leastBeside = 1'080; ///< Narrower, before the user's scale, a column would cut its figures.

} // namespace

QScrollArea* ReviewDialog::makeStack()
{
    m_stack = new QWidget;
    auto* column = new QVBoxLayout(m_stack);
    column->setContentsMargins({});
    column->setSpacing(1);
    QScrollArea* scroll = makeColumn(m_stack, tr("Order, reasons and what-if"));
    scroll->hide();
    connect(scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, &ReviewDialog::lookedAt);
    return scroll;
}

QScrollArea& ReviewDialog::evidenceScroll() const
{
    return *(m_isStacked ? m_scrolls.back() : m_scrolls.front());
}

/// What has come into sight was looked at.
void ReviewDialog::lookedAt()
{
    if (!m_why->visibleRegion().isEmpty()) {
        m_model->sawReasons();
    }
    if (!m_effect->visibleRegion().isEmpty()) {
        m_model->sawWhatIf();
    }
}

void ReviewDialog::arrange()
{
    const bool isStacked = width() < m_theme.px(leastBeside);
    if (isStacked == m_isStacked) {
        return;
    }
    m_isStacked = isStacked;
    QWidget* keys = isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
    const bool wereScrolls = std::find(m_scrolls.begin(), m_scrolls.end(), keys) != m_scrolls.end();
    m_headRow->setDirection(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_headRow->setSpacing(m_theme.px(isStacked ? 2 : 16));
    placeValues();
    isStacked ? stackColumns() : standColumnsBeside();
    orderFocus(); // who changes the parent goes to the end of the order
    if (keys != nullptr) {
        (wereScrolls ? &evidenceScroll() : keys)->setFocus(Qt::OtherFocusReason);
    }
}

/// The loss beside the value where both have a line together, else below it.
void ReviewDialog::placeValues()
{
    const auto words = [](const QLabel& label) { return label.fontMetrics().horizontalAdvance(label.text()); };
    const bool fits = !m_isStacked || words(*m_money) + words(*m_loss) + m_theme.px(48) <= width();
    m_valueRow->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_money->setWordWrap(!fits); // beside the loss it takes what it needs
}

void ReviewDialog::stackColumns()
{
    m_scrolls.back()->show();
    for (std::size_t i = 0; i + 1 < m_scrolls.size(); ++i) {
        QWidget* column = m_scrolls[i]->takeWidget();
        m_stack->layout()->addWidget(column);
        column->show();
        m_scrolls[i]->hide();
    }
}

void ReviewDialog::standColumnsBeside()
{
    const std::vector<QWidget*> columns{m_order, m_why, m_effect};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        m_stack->layout()->removeWidget(columns[i]);
        m_scrolls[i]->setWidget(columns[i]);
        columns[i]->show();
        m_scrolls[i]->show();
    }
    m_scrolls.back()->hide();
}

} // namespace omni::ui::review
