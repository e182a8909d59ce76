// Asks for the name of a workspace of one's own.

#pragma once

#include "ui/shell/layout_keeper.h"

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::ui {

class Theme;

/// Shown with open(); dies by itself. What is wrong with what is typed stands below the field while it is typed.
class WorkspaceName final : public QDialog
{
    Q_OBJECT

public:
    /// `old`: empty for a new one. `faultOf` is asked of every text; `then` gets one without a fault.
    WorkspaceName(const Theme& theme, const QString& old, std::function<LayoutKeeper::TitleFault(QString)> faultOf,
                  std::function<void(QString)> then, QWidget* parent);

private:
    void look();

    std::function<LayoutKeeper::TitleFault(QString)> m_faultOf;
    std::function<void(QString)> m_then;
    QLineEdit* m_name;
    QLabel* m_fault;
    QPushButton* m_take;
};

} // namespace omni::ui
