// Paints a row of the queue: what is proposed, by whom, and the time that is left.

#pragma once

#include <QStyledItemDelegate>

namespace omni::ui {
class Theme;
}

namespace omni::ui::proposals {

class QueueDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    QueueDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace omni::ui::proposals
