// A ticket over a desk that a real engine keeps, with a hand on its clock.

#pragma once

#include "tests/support/engine_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/ticket/view.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <memory>

namespace omni::ui::ticket {

struct Bench {
    Bench()
        : link(terminal)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        groups.select(LinkGroup::A, InstrumentId{1});
        link.poll();
        view = std::make_unique<View>(PaneContext{link, commands, theme, formats, groups, requests}, nullptr,
                                      [this] { return ms; });
        view->resize(424, 900);
        view->show();
    }
    template<class Edit> Edit& field(const QString& name) const
    {
        for (auto* one : view->findChildren<Edit*>()) {
            if (one->accessibleName() == name) {
                return *one;
            }
        }
        qFatal("no such field");
    }
    QLineEdit& edit(const QString& name) const
    {
        return field<QLineEdit>(name);
    }
    void choose(const QString& name, const QString& words)
    {
        auto& box = field<QComboBox>(name);
        const int row = box.findText(words);
        QVERIFY2(row >= 0, qPrintable(words));
        box.setCurrentIndex(row);
    }
    DecisionButton* button(const QString& words) const
    {
        for (auto* one : view->findChildren<DecisionButton*>()) {
            if (one->accessibleName() == words) {
                return one;
            }
        }
        return nullptr;
    }
    /// Buys 5 at 99.90 limit, stop at 98.50.
    void fill()
    {
        edit(QStringLiteral("Quantity")).setText(QStringLiteral("5"));
        edit(QStringLiteral("Limit price")).setText(QStringLiteral("99.90"));
        edit(QStringLiteral("Stop loss")).setText(QStringLiteral("98.50"));
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(view.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void ask()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
        ms += 400;
    }
    bool shows(const QString& text) const
    {
        for (const auto* label : view->findChildren<QLabel*>()) {
            if (label->isVisibleTo(view.get()) && label->text().contains(text)) {
                return true;
            }
        }
        return false;
    }
    Stage stage() const
    {
        return view->sending().stage();
    }

    std::int64_t ms = 10'000;
    omni::testing::EngineTerminal terminal;
    EngineLink link;
    Theme theme;
    Formats formats;
    CommandRegistry commands;
    LinkGroups groups;
    PaneRequests requests;
    std::unique_ptr<View> view;
};

} // namespace omni::ui::ticket
