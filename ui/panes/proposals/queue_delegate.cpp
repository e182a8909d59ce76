#include "ui/panes/proposals/queue_delegate.h"

#include "ui/panes/proposals/queue_model.h"
#include "ui/style/theme.h"
#include "ui/widgets/expiry_bar.h"

#include <QPainter>

namespace omni::ui::proposals {

namespace {

struct Run {
    QString text;
    QColor color;
    QFont font;
};

/// One after the other; the last one is cut where room ends.
void paintRuns(QPainter& painter, QRectF box, const std::vector<Run>& runs)
{
    for (const Run& run : runs) {
        painter.setFont(run.font);
        painter.setPen(run.color);
        const QFontMetricsF metrics(run.font);
        painter.drawText(box, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                         metrics.elidedText(run.text, Qt::ElideRight, box.width()));
        box.setLeft(box.left() + metrics.horizontalAdvance(run.text) + metrics.horizontalAdvance(u' '));
        if (box.width() <= 0) {
            return;
        }
    }
}

double widthOf(const std::vector<Run>& runs)
{
    double width = 0;
    for (const Run& run : runs) {
        const QFontMetricsF metrics(run.font);
        width += metrics.horizontalAdvance(run.text) + metrics.horizontalAdvance(u' ');
    }
    return width;
}

} // namespace

QueueDelegate::QueueDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {m_theme.px(200), m_theme.px(40)};
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const QueueModel*>(index.model());
    if (model == nullptr) {
        return;
    }
    const Row& row = model->row(index.row());
    const auto color = [this](Token token) { return m_theme.color(token); };
    const QRectF box(option.rect);
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected) {
        painter->fillRect(box, m_theme.tint(Token::Ai, 0.12));
        painter->fillRect(QRectF(box.left(), box.top(), m_theme.px(3), box.height()), color(Token::Ai));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(box, color(Token::Hover));
    }
    painter->fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), color(Token::Grid));

    const bool isQuiet = row.isDecided || row.isSnoozed;
    const double pad = m_theme.px(12);
    const QFont strong = m_theme.font(TextSize::Body, QFont::Medium);
    const QFont plain = m_theme.font(TextSize::Body);
    const double stateWidth
        = row.isDecided || row.isSnoozed ? QFontMetricsF(plain).horizontalAdvance(row.state) + 2 : m_theme.px(74);
    const QRectF state(box.right() - pad - stateWidth, box.top(), stateWidth, box.height());
    const QRectF words(box.left() + pad, box.top(), state.left() - box.left() - pad - m_theme.px(8), box.height());
    const double half = box.height() / 2;
    const Token sideToken = row.side == Side::Buy ? Token::Up : Token::Down;
    std::vector<Run> first{{row.symbol, color(isQuiet ? Token::Text3 : Token::Text), strong},
                           {row.sideWord, color(isQuiet ? Token::Text3 : sideToken), plain}};
    const Run what{row.what, color(isQuiet ? Token::Text3 : Token::Text), plain};
    std::vector<Run> second{{row.strategy, color(Token::Text3), m_theme.font(TextSize::Caption)}};
    first.push_back(what);
    const bool isShort = widthOf(first) > words.width() + QFontMetricsF(plain).horizontalAdvance(u' ');
    QRectF below(words.left(), box.top() + half, words.width(), half - m_theme.px(3));
    if (isShort) { // figures are never cut: they take the line of the strategy, and of the bar
        first.pop_back();
        second = {what};
        below.setRight(isQuiet ? words.right() : state.right());
    }
    paintRuns(*painter, {words.left(), box.top() + m_theme.px(3), words.width(), half - m_theme.px(3)}, first);
    paintRuns(*painter, below, second);
    if (isQuiet) {
        paintRuns(*painter, state, {{row.state, color(Token::Text3), plain}});
    } else {
        painter->setFont(strong);
        painter->setPen(color(row.hasDrifted ? Token::Warn : Token::Text));
        painter->drawText(QRectF(state.left(), box.top() + m_theme.px(3), state.width(), half - m_theme.px(3)),
                          static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), row.state);
        if (!isShort) {
            paintExpiry(*painter, {state.left(), box.top() + half + m_theme.px(6), state.width(), m_theme.px(3) * 1.0},
                        row.share, false, m_theme);
        }
    }
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(color(Token::Accent), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

} // namespace omni::ui::proposals
