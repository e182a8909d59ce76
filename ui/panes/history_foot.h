// The line below a table whose rows are not all there are: how many are shown, and a button for older ones.
//
// It is hidden where the table has the whole history. Older rows are also asked for when the table is scrolled to its
// end. UI thread.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/style/theme.h"

#include <QWidget>

class QAbstractScrollArea;
class QLabel;
class QPushButton;

namespace omni::ui {

struct Formats;

class HistoryFoot final : public QWidget
{
    Q_OBJECT

public:
    /// `table`: whose end asks for more.
    HistoryFoot(const Theme& theme, const Formats& formats, QAbstractScrollArea& table, QWidget* parent = nullptr);

    /// `hasRows`: the table shows some. Without, the table's cover says what there is to say.
    void tell(const HistoryReach& reach, bool hasRows);

signals:
    /// Older rows are wanted, or wanted once more after a failure.
    void olderAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retell();

    const Formats& m_formats;
    QLabel* m_text;
    QPushButton* m_older;
    HistoryReach m_reach;
    bool m_hasRows = false;
};

} // namespace omni::ui
