<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BriefWords</name>
    <message numerus="yes">
        <source>Each text is held for %n second(s): until then Ctrl+Z stops it.</source>
        <translation>
            <numerusform>Each text is held for %n second: until then Ctrl+Z stops it.</numerusform>
            <numerusform>Each text is held for %n seconds: until then Ctrl+Z stops it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndWords</name>
    <message numerus="yes">
        <source>first message(s) sent</source>
        <translation>
            <numerusform>first message sent</numerusform>
            <numerusform>first messages sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reply(ies) received</source>
        <translation>
            <numerusform>reply received</numerusform>
            <numerusform>replies received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reply(ies) sent</source>
        <translation>
            <numerusform>reply sent</numerusform>
            <numerusform>replies sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answer(s) recorded</source>
        <translation>
            <numerusform>answer recorded</numerusform>
            <numerusform>answers recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>person(s) opted out</source>
        <translation>
            <numerusform>person opted out</numerusform>
            <numerusform>people opted out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wrong number(s)</source>
        <translation>
            <numerusform>wrong number</numerusform>
            <numerusform>wrong numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>handed to staff</source>
        <translation>
            <numerusform>handed to staff</numerusform>
            <numerusform>handed to staff</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>text(s) not accepted</source>
        <translation>
            <numerusform>text not accepted</numerusform>
            <numerusform>texts not accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) not yet with the gateway. They go first.</source>
        <translation>
            <numerusform>%n opt-out is not yet with the gateway. It goes first.</numerusform>
            <numerusform>%n opt-outs are not yet with the gateway. They go first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) that may or may not have arrived: the gateway is being asked.</source>
        <translation>
            <numerusform>%n item may or may not have arrived: the gateway is being asked.</numerusform>
            <numerusform>%n items may or may not have arrived: the gateway is being asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting to leave.</source>
        <translation>
            <numerusform>%n text is waiting to leave.</numerusform>
            <numerusform>%n texts are waiting to leave.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), tag(s) or note(s) on their way.</source>
        <translation>
            <numerusform>%n answer, tag or note is on its way.</numerusform>
            <numerusform>%n answers, tags or notes are on their way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not texted go back to the pool for other volunteers.</source>
        <translation>
            <numerusform>%n contact who was not texted goes back to the pool for other volunteers.</numerusform>
            <numerusform>%n contacts who were not texted go back to the pool for other volunteers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) wrote and have no answer yet. Staff see them and pass them on.</source>
        <translation>
            <numerusform>%n person wrote and has no answer yet. Staff see that and pass it on.</numerusform>
            <numerusform>%n people wrote and have no answer yet. Staff see them and pass them on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) did not reach the gateway: until then others might text these people. Try again soon, or tell staff.</source>
        <translation>
            <numerusform>%n opt-out did not reach the gateway: until then others might text this person. Try again soon, or tell staff.</numerusform>
            <numerusform>%n opt-outs did not reach the gateway: until then others might text these people. Try again soon, or tell staff.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) of yours did not reach the gateway. They are kept here.</source>
        <translation>
            <numerusform>%n thing you did has not reached the gateway. It is kept here.</numerusform>
            <numerusform>%n things you did have not reached the gateway. They are kept here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You texted %n person(s).</source>
        <translation>
            <numerusform>You texted %n person.</numerusform>
            <numerusform>You texted %n people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n conversation(s) were answered, closed or handed on.</source>
        <translation>
            <numerusform>%1 of %n conversation was answered, closed or handed on.</numerusform>
            <numerusform>%1 of %n conversations were answered, closed or handed on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n person(s) who asked to stop got nothing more.</source>
        <translation>
            <numerusform>%1 of %n person who asked to stop got nothing more.</numerusform>
            <numerusform>%1 of %n people who asked to stop got nothing more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n wrong number(s) were marked.</source>
        <translation>
            <numerusform>%1 of %n wrong number was marked.</numerusform>
            <numerusform>%1 of %n wrong numbers were marked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n answer(s) were recorded as they were meant.</source>
        <translation>
            <numerusform>%1 of %n answer was recorded as it was meant.</numerusform>
            <numerusform>%1 of %n answers were recorded as they were meant.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) of yours did not reach the gateway. They are kept only as long as Textbank stays open.</source>
        <translation>
            <numerusform>%n thing you did has not reached the gateway. It is kept only as long as Textbank stays open.</numerusform>
            <numerusform>%n things you did have not reached the gateway. They are kept only as long as Textbank stays open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) you approved had not left and will not leave. Others can text these people.</source>
        <translation>
            <numerusform>%n text you approved had not left and will not leave. Others can text this person.</numerusform>
            <numerusform>%n texts you approved had not left and will not leave. Others can text these people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n text(s) it is not known here whether they left. The gateway knows; nothing is sent twice.</source>
        <translation>
            <numerusform>Of %n text it is not known here whether it left. The gateway knows; nothing is sent twice.</numerusform>
            <numerusform>Of %n texts it is not known here whether they left. The gateway knows; nothing is sent twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s)</source>
        <translation>
            <numerusform>%n opt-out</numerusform>
            <numerusform>%n opt-outs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s), note(s) or the like</source>
        <translation>
            <numerusform>%n tag, note or the like</numerusform>
            <numerusform>%n tags, notes or the like</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not texted stay yours: this campaign&apos;s server does not take them back. Tell staff, so that somebody else texts them.</source>
        <translation>
            <numerusform>%n contact not texted stays yours: this campaign&apos;s server does not take it back. Tell staff, so that somebody else texts them.</numerusform>
            <numerusform>%n contacts not texted stay yours: this campaign&apos;s server does not take them back. Tell staff, so that somebody else texts them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) were not taken by the gateway. Tell staff who it was, so that nobody else texts these people.</source>
        <translation>
            <numerusform>%n opt-out was not taken by the gateway. Tell staff who it was, so that nobody else texts this person.</numerusform>
            <numerusform>%n opt-outs were not taken by the gateway. Tell staff who it was, so that nobody else texts these people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), tag(s) or note(s) were not taken by the gateway. Tell staff.</source>
        <translation>
            <numerusform>%n answer, tag or note was not taken by the gateway. Tell staff.</numerusform>
            <numerusform>%n answers, tags or notes were not taken by the gateway. Tell staff.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n text(s) nobody can tell whether they left. Open the connection&apos;s details and say what is to count; then finish.</source>
        <translation>
            <numerusform>Of %n text nobody can tell whether it left. Open the connection&apos;s details and say what is to count; then finish.</numerusform>
            <numerusform>Of %n texts nobody can tell whether they left. Open the connection&apos;s details and say what is to count; then finish.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxWords</name>
    <message numerus="yes">
        <source>%n min</source>
        <comment>age, short</comment>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <comment>age, short</comment>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>age</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::GatewayCard</name>
    <message numerus="yes">
        <source>This computer's clock is %n minute(s) behind the gateway's.</source>
        <translation>
            <numerusform>This computer's clock is %n minute behind the gateway's.</numerusform>
            <numerusform>This computer's clock is %n minutes behind the gateway's.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer's clock is %n minute(s) ahead of the gateway's.</source>
        <translation>
            <numerusform>This computer's clock is %n minute ahead of the gateway's.</numerusform>
            <numerusform>This computer's clock is %n minutes ahead of the gateway's.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::RecordSaver</name>
    <message numerus="yes">
        <source>Saved: %n entry(ies).</source>
        <translation>
            <numerusform>Saved: %n entry.</numerusform>
            <numerusform>Saved: %n entries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::ThreadModel</name>
    <message numerus="yes">
        <source>%n picture(s) not loaded</source>
        <translation>
            <numerusform>%n picture (not loaded)</numerusform>
            <numerusform>%n pictures (not loaded)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::ThreadPane</name>
    <message numerus="yes">
        <source>%n person(s) wrote back</source>
        <translation>
            <numerusform>%n person wrote back</numerusform>
            <numerusform>%n people wrote back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::words</name>
    <message numerus="yes">
        <source>%n thing(s) that you did and that the copy did not have were saved from the damaged file.</source>
        <translation>
            <numerusform>%n thing that you did and that the copy did not have was saved from the damaged file.</numerusform>
            <numerusform>%n things that you did and that the copy did not have were saved from the damaged file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you did could not be read any more.</source>
        <translation>
            <numerusform>%n thing that you did could not be read any more.</numerusform>
            <numerusform>%n things that you did could not be read any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens at %1 in %2, %n waiting</source>
        <translation>
            <numerusform>Opens at %1 in %2, %n waiting</numerusform>
            <numerusform>Opens at %1 in %2, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more open later</source>
        <translation>
            <numerusform>%n more opens later</numerusform>
            <numerusform>%n more open later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>texting closes in %n minute(s)</source>
        <translation>
            <numerusform>texting closes in %n minute</numerusform>
            <numerusform>texting closes in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens %1 in %2, %n waiting</source>
        <translation>
            <numerusform>Opens %1 in %2, %n waiting</numerusform>
            <numerusform>Opens %1 in %2, %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::ConversationModel</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::IdlePage</name>
    <message numerus="yes">
        <source>%n of them cannot be texted at all as things are; look at why.</source>
        <translation>
            <numerusform>%n of them cannot be texted at all as things are; look at why.</numerusform>
            <numerusform>%n of them cannot be texted at all as things are; look at why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::CampaignList</name>
    <message numerus="yes">
        <source>%n to text now</source>
        <translation>
            <numerusform>%n to text now</numerusform>
            <numerusform>%n to text now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reply(ies) wait(s)</source>
        <translation>
            <numerusform>%n reply waits</numerusform>
            <numerusform>%n replies wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outside their texting hours</source>
        <translation>
            <numerusform>%n outside texting hours</numerusform>
            <numerusform>%n outside their texting hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be texted as things are</source>
        <translation>
            <numerusform>%n cannot be texted as things are</numerusform>
            <numerusform>%n cannot be texted as things are</numerusform>
        </translation>
    </message>
</context>
</TS>
