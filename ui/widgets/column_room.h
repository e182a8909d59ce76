// Shares the room that the columns of a table leave: by their own widths, until somebody draws one by hand.

#pragma once

#include <QList>
#include <QObject>

#include <functional>

class QTableView;

namespace omni::ui {

class ColumnRoom final : public QObject
{
    Q_OBJECT

public:
    /// `widthOf`: what column `c` wants, in pixels; `leastOf`: what it makes do with before the table scrolls, by
    /// default what it wants. Lives with `view`.
    ColumnRoom(QTableView& view, std::function<int(int)> widthOf, std::function<int(int)> leastOf = {});

    /// Anew: another scale, other columns.
    void share();
    /// Widths are somebody's own from now on: they stay.
    void keep() noexcept
    {
        m_isKept = true;
    }
    /// The pane shares the room by itself: each column gets what it wants, and no more comes from here.
    void leave();
    [[nodiscard]] bool isKept() const noexcept
    {
        return m_isKept;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTableView& m_view;
    std::function<int(int)> m_widthOf, m_leastOf;
    bool m_isKept = false;
    bool m_isSharing = false;
};

/// `room` among columns that want `widths`: each gets at least what it wants; what is left goes by their widths, and
/// nothing of it is lost. Where there is less, those that have a `least` below their width give way first, by what each
/// can give, none below it. `leasts`: one for each column, or none at all.
[[nodiscard]] QList<int> sharedWidths(const QList<int>& widths, int room, const QList<int>& leasts = {});

} // namespace omni::ui
