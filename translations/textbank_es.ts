<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation>Editar este mensaje</translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation>Omitir por ahora</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Número equivocado</translation>
    </message>
    <message>
        <source>Opt out</source>
        <translation>Dar de baja</translation>
    </message>
    <message>
        <source>Hand to staff</source>
        <translation>Pasar al equipo</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Record an answer</source>
        <translation>Anotar una respuesta</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Who cannot be texted now</source>
        <translation>A quién no se puede escribir ahora</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Escribir una respuesta</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Apartar</translation>
    </message>
    <message>
        <source>Close the conversation</source>
        <translation>Cerrar la conversación</translation>
    </message>
    <message>
        <source>Reopen the conversation</source>
        <translation>Reabrir la conversación</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Conversación siguiente</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Conversación anterior</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Buscar lo que sea</translation>
    </message>
    <message>
        <source>First messages</source>
        <translation>Primeros mensajes</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Guía</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>Teclas y ayuda</translation>
    </message>
    <message>
        <source>Connection details</source>
        <translation>Detalles de la conexión</translation>
    </message>
    <message>
        <source>Finish shift</source>
        <translation>Terminar el turno</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
    <message>
        <source>Show or hide a hostile reply</source>
        <translation>Mostrar u ocultar una respuesta hostil</translation>
    </message>
    <message>
        <source>New saved reply</source>
        <translation>Nueva respuesta guardada</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Preview the previous contact</source>
        <translation>Vista previa del contacto anterior</translation>
    </message>
    <message>
        <source>Preview the next contact</source>
        <translation>Vista previa del contacto siguiente</translation>
    </message>
    <message>
        <source>Preview the next contact who is stopped</source>
        <translation>Vista previa del siguiente que no puede recibirlo</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
    <message>
        <source>Mend the text as offered</source>
        <translation>Corregir el texto como se propone</translation>
    </message>
</context>
<context>
    <name>BriefWords</name>
    <message>
        <source>closed</source>
        <comment>texting hours of a day</comment>
        <translation>cerrado</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>opening and closing time</comment>
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two weekdays</comment>
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>weekdays, hours</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Texting hours, in the time of the person you text: %1.</source>
        <translation>Horario para escribir, en la hora de la persona a quien escribes: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Each text is held for %n second(s): until then Ctrl+Z stops it.</source>
        <translation>
            <numerusform>Cada mensaje se retiene %n segundo: hasta entonces Ctrl+Z lo detiene.</numerusform>
            <numerusform>Cada mensaje se retiene %n segundos: hasta entonces Ctrl+Z lo detiene.</numerusform>
        </translation>
    </message>
    <message>
        <source>A first message says who is texting: “%1”.</source>
        <translation>El primer mensaje dice quién escribe: «%1».</translation>
    </message>
    <message>
        <source>A first message says how to stop: “%1”.</source>
        <translation>El primer mensaje dice cómo darse de baja: «%1».</translation>
    </message>
    <message>
        <source>When somebody asks to stop, in any words, nothing more is sent to them. Press O if Textbank did not see it.</source>
        <translation>Cuando alguien pide que no le escriban, con las palabras que sea, no se le envía nada más. Oprime O si Textbank no lo notó.</translation>
    </message>
    <message>
        <source>Each text is yours: you read it and press the key. Nothing is sent by itself.</source>
        <translation>Cada mensaje es tuyo: lo lees y oprimes la tecla. Nada se envía solo.</translation>
    </message>
    <message>
        <source>They are shorter in %1; the desk keeps to that by itself.</source>
        <translation>Es más corto en %1; la mesa lo respeta por sí sola.</translation>
    </message>
    <message>
        <source>Holidays: %1.</source>
        <translation>Días festivos: %1.</translation>
    </message>
</context>
<context>
    <name>EndWords</name>
    <message numerus="yes">
        <source>first message(s) sent</source>
        <translation>
            <numerusform>primer mensaje enviado</numerusform>
            <numerusform>primeros mensajes enviados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reply(ies) received</source>
        <translation>
            <numerusform>respuesta recibida</numerusform>
            <numerusform>respuestas recibidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reply(ies) sent</source>
        <translation>
            <numerusform>respuesta enviada</numerusform>
            <numerusform>respuestas enviadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answer(s) recorded</source>
        <translation>
            <numerusform>respuesta anotada</numerusform>
            <numerusform>respuestas anotadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>person(s) opted out</source>
        <translation>
            <numerusform>persona de baja</numerusform>
            <numerusform>personas de baja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wrong number(s)</source>
        <translation>
            <numerusform>número equivocado</numerusform>
            <numerusform>números equivocados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>handed to staff</source>
        <translation>
            <numerusform>pasada al equipo</numerusform>
            <numerusform>pasadas al equipo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>text(s) not accepted</source>
        <translation>
            <numerusform>mensaje no aceptado</numerusform>
            <numerusform>mensajes no aceptados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) not yet with the gateway. They go first.</source>
        <translation>
            <numerusform>%n baja aún no llega a la pasarela. Sale primero.</numerusform>
            <numerusform>%n bajas aún no llegan a la pasarela. Salen primero.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) that may or may not have arrived: the gateway is being asked.</source>
        <translation>
            <numerusform>%n cosa pudo haber llegado o no: se le está preguntando a la pasarela.</numerusform>
            <numerusform>%n cosas pudieron haber llegado o no: se le está preguntando a la pasarela.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) waiting to leave.</source>
        <translation>
            <numerusform>%n mensaje espera salir.</numerusform>
            <numerusform>%n mensajes esperan salir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), tag(s) or note(s) on their way.</source>
        <translation>
            <numerusform>%n respuesta, etiqueta o nota va en camino.</numerusform>
            <numerusform>%n respuestas, etiquetas o notas van en camino.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not texted go back to the pool for other volunteers.</source>
        <translation>
            <numerusform>%n contacto al que no se escribió vuelve a la reserva para otros voluntarios.</numerusform>
            <numerusform>%n contactos a los que no se escribió vuelven a la reserva para otros voluntarios.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) wrote and have no answer yet. Staff see them and pass them on.</source>
        <translation>
            <numerusform>%n persona escribió y aún no tiene respuesta. El equipo la ve y la reasigna.</numerusform>
            <numerusform>%n personas escribieron y aún no tienen respuesta. El equipo las ve y las reasigna.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left over: every contact of your batch was worked on.</source>
        <translation>No queda nada: atendiste a todos los contactos de tu lote.</translation>
    </message>
    <message>
        <source>The made-up people and their texts are deleted from this computer.</source>
        <translation>Las personas inventadas y sus mensajes se borran de esta computadora.</translation>
    </message>
    <message>
        <source>All names, numbers and texts of this shift are deleted from this computer, together with the key that opens them. Your campaign keeps its record at the gateway.</source>
        <translation>Todos los nombres, números y mensajes de este turno se borran de esta computadora, junto con la llave que los abre. Tu campaña conserva su registro en la pasarela.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so what is here could not be opened again after closing Textbank anyway.</source>
        <translation>Esta computadora no tiene llavero, así que de todos modos lo que hay aquí no podría abrirse después de cerrar Textbank.</translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) did not reach the gateway: until then others might text these people. Try again soon, or tell staff.</source>
        <translation>
            <numerusform>%n baja no llegó a la pasarela: hasta entonces otros podrían escribirle a esta persona. Inténtalo pronto otra vez o avisa al equipo.</numerusform>
            <numerusform>%n bajas no llegaron a la pasarela: hasta entonces otros podrían escribirles a estas personas. Inténtalo pronto otra vez o avisa al equipo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) of yours did not reach the gateway. They are kept here.</source>
        <translation>
            <numerusform>%n cosa que hiciste no ha llegado a la pasarela. Se conserva aquí.</numerusform>
            <numerusform>%n cosas que hiciste no han llegado a la pasarela. Se conservan aquí.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything you did is with the gateway; only the signing out is missing.</source>
        <translation>Todo lo que hiciste está en la pasarela; solo falta cerrar la sesión.</translation>
    </message>
    <message>
        <source>A first look</source>
        <translation>Un primer vistazo</translation>
    </message>
    <message>
        <source>Well done. You are ready.</source>
        <translation>¡Bien hecho! Ya estás listo para empezar.</translation>
    </message>
    <message>
        <source>Good practice. Here is what to look at.</source>
        <translation>Buena práctica. Esto es lo que conviene repasar.</translation>
    </message>
    <message numerus="yes">
        <source>You texted %n person(s).</source>
        <translation>
            <numerusform>Le escribiste a %n persona.</numerusform>
            <numerusform>Les escribiste a %n personas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next time, press Enter on the first card and see what comes back.</source>
        <translation>La próxima vez, oprime Intro en la primera tarjeta y mira qué te contestan.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n conversation(s) were answered, closed or handed on.</source>
        <translation>
            <numerusform>%1 de %n conversación quedó contestada, cerrada o pasada al equipo.</numerusform>
            <numerusform>%1 de %n conversaciones quedaron contestadas, cerradas o pasadas al equipo.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of replies shows who waits longest at the top: J takes you to the next.</source>
        <translation>En la lista de respuestas, quien lleva más tiempo esperando está arriba: J te lleva a la siguiente.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n person(s) who asked to stop got nothing more.</source>
        <translation>
            <numerusform>%1 de %n persona que pidió la baja no recibió nada más.</numerusform>
            <numerusform>%1 de %n personas que pidieron la baja no recibieron nada más.</numerusform>
        </translation>
    </message>
    <message>
        <source>People ask in many ways: “lose my number”, “no más”. When in doubt press O: it costs one contact and gives somebody peace.</source>
        <translation>La gente lo pide de muchas maneras: «lose my number», «no más». Si dudas, oprime O: cuesta un contacto y le da paz a alguien.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n wrong number(s) were marked.</source>
        <translation>
            <numerusform>%1 de %n número equivocado quedó marcado.</numerusform>
            <numerusform>%1 de %n números equivocados quedaron marcados.</numerusform>
        </translation>
    </message>
    <message>
        <source>When somebody says “you have the wrong person”, press W: nobody texts them again for this.</source>
        <translation>Cuando alguien diga «se equivocó de persona», oprime W: nadie volverá a escribirle por esto.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n answer(s) were recorded as they were meant.</source>
        <translation>
            <numerusform>%1 de %n respuesta se anotó como la dieron.</numerusform>
            <numerusform>%1 de %n respuestas se anotaron como las dieron.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choosing a suggestion that belongs to an answer records it too; A changes it.</source>
        <translation>Al elegir una sugerencia que corresponde a una respuesta, también se anota; con A la cambias.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) of yours did not reach the gateway. They are kept only as long as Textbank stays open.</source>
        <translation>
            <numerusform>%n cosa que hiciste no ha llegado a la pasarela. Se conserva solo mientras Textbank siga abierto.</numerusform>
            <numerusform>%n cosas que hiciste no han llegado a la pasarela. Se conservan solo mientras Textbank siga abierto.</numerusform>
        </translation>
    </message>
    <message>
        <source>Staff ended this session</source>
        <translation>El equipo terminó esta sesión</translation>
    </message>
    <message>
        <source>The gateway ended this sign-in</source>
        <translation>La pasarela terminó este acceso</translation>
    </message>
    <message>
        <source>The time for this batch is over</source>
        <translation>El tiempo de este lote terminó</translation>
    </message>
    <message>
        <source>Staff ended the session of this laptop. Nothing more can be sent from it.</source>
        <translation>El equipo terminó la sesión de esta computadora. Ya no se puede enviar nada desde ella.</translation>
    </message>
    <message>
        <source>The gateway does not know this laptop's sign-in any more. Nothing more can be sent from it.</source>
        <translation>La pasarela ya no reconoce el acceso de esta computadora. Ya no se puede enviar nada desde ella.</translation>
    </message>
    <message>
        <source>Contacts are lent to a laptop for a limited time. It ran out while the gateway was out of reach.</source>
        <translation>Los contactos se prestan a una computadora por un tiempo limitado. Se agotó mientras la pasarela no estaba al alcance.</translation>
    </message>
    <message>
        <source>The names, numbers, texts, notes and drafts of your contacts were removed from this laptop.</source>
        <translation>Los nombres, números, mensajes, notas y borradores de tus contactos se quitaron de esta computadora.</translation>
    </message>
    <message>
        <source>Deleting the rest …</source>
        <translation>Borrando el resto …</translation>
    </message>
    <message>
        <source>This has not reached the gateway yet and lies here sealed: %1.</source>
        <translation>Esto aún no llegó a la pasarela y está aquí, sellado: %1.</translation>
    </message>
    <message>
        <source>The gateway does not take it from this laptop any more. Tell staff, so that they can record it, before you delete it here.</source>
        <translation>La pasarela ya no lo acepta de esta computadora. Avisa al equipo, para que pueda registrarlo, antes de borrarlo aquí.</translation>
    </message>
    <message>
        <source>The gateway cannot be reached. Connect this laptop to a network and leave Textbank open: it goes up by itself, and the last of it is then deleted.</source>
        <translation>No se puede llegar a la pasarela. Conecta esta computadora a una red y deja Textbank abierto: sube solo, y entonces se borra lo último.</translation>
    </message>
    <message>
        <source>It is on its way up. When it has arrived, the last of it is deleted.</source>
        <translation>Va en camino. Cuando llegue, se borra lo último.</translation>
    </message>
    <message>
        <source>This computer has no keychain, so what waits is lost when Textbank closes.</source>
        <translation>Esta computadora no tiene llavero: lo que espera se pierde si cierras Textbank.</translation>
    </message>
    <message>
        <source>Everything you did reached the gateway.</source>
        <translation>Todo lo que hiciste llegó a la pasarela.</translation>
    </message>
    <message>
        <source>Everything else you did reached the gateway.</source>
        <translation>Todo lo demás que hiciste llegó a la pasarela.</translation>
    </message>
    <message>
        <source>Nothing of your shift is left on this laptop: its files and the key to them were deleted. Thank you!</source>
        <translation>De tu turno no queda nada en esta computadora: se borraron los archivos y su clave. ¡Gracias!</translation>
    </message>
    <message>
        <source>This computer refused to delete all of the shift. What is left is sealed; tell a staff member before you give the laptop back.</source>
        <translation>Esta computadora se negó a borrar todo el turno. Lo que queda está sellado; avisa a alguien del equipo antes de devolver la computadora.</translation>
    </message>
    <message>
        <source>Its contacts are deleted from this computer, but its keychain did not let go of one entry: your name, your sign-in and a key that opens nothing any more. Unlock the keychain, then try again. If it stays so, tell a staff member before you give the laptop back; you can join again all the same, and that replaces the entry.</source>
        <translation>Sus contactos se borraron de esta computadora, pero su llavero no soltó una entrada: tu nombre, tu acceso y una llave que ya no abre nada. Desbloquea el llavero e inténtalo otra vez. Si sigue igual, avisa a alguien del equipo antes de devolver la computadora; de todos modos puedes unirte otra vez, y eso reemplaza la entrada.</translation>
    </message>
    <message>
        <source>This computer refused to delete the files of the shift, and its keychain the key to them: whoever opens the keychain could read them. Unlock the keychain, then try again. If it stays so, tell a staff member before you give the laptop back.</source>
        <translation>Esta computadora se negó a borrar los archivos del turno, y su llavero la llave que los abre: quien abra el llavero podría leerlos. Desbloquea el llavero e inténtalo otra vez. Si sigue igual, avisa a alguien del equipo antes de devolver la computadora.</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) you approved had not left and will not leave. Others can text these people.</source>
        <translation>
            <numerusform>%n mensaje que aprobaste no había salido y ya no sale. Otros pueden escribirle a esa persona.</numerusform>
            <numerusform>%n mensajes que aprobaste no habían salido y ya no salen. Otros pueden escribirles a esas personas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n text(s) it is not known here whether they left. The gateway knows; nothing is sent twice.</source>
        <translation>
            <numerusform>De %n mensaje no se sabe aquí si salió. La pasarela lo sabe; nada se envía dos veces.</numerusform>
            <numerusform>De %n mensajes no se sabe aquí si salieron. La pasarela lo sabe; nada se envía dos veces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s)</source>
        <translation>
            <numerusform>%n baja</numerusform>
            <numerusform>%n bajas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n respuesta</numerusform>
            <numerusform>%n respuestas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s), note(s) or the like</source>
        <translation>
            <numerusform>%n etiqueta, nota o similar</numerusform>
            <numerusform>%n etiquetas, notas o similares</numerusform>
        </translation>
    </message>
    <message>
        <source>The gateway does not accept this sign-in any more. Sign in again, and it goes up.</source>
        <translation>La pasarela ya no acepta esta sesión. Inicia sesión otra vez y sube.</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not texted stay yours: this campaign&apos;s server does not take them back. Tell staff, so that somebody else texts them.</source>
        <translation>
            <numerusform>%n contacto al que no escribiste sigue siendo tuyo: el servidor de esta campaña no lo toma de vuelta. Díselo al equipo para que otra persona le escriba.</numerusform>
            <numerusform>%n contactos a los que no escribiste siguen siendo tuyos: el servidor de esta campaña no los toma de vuelta. Díselo al equipo para que otra persona les escriba.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opt-out(s) were not taken by the gateway. Tell staff who it was, so that nobody else texts these people.</source>
        <translation>
            <numerusform>La pasarela no aceptó %n baja. Dile al equipo de quién es, para que nadie más escriba a esta persona.</numerusform>
            <numerusform>La pasarela no aceptó %n bajas. Dile al equipo de quiénes son, para que nadie más escriba a estas personas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), tag(s) or note(s) were not taken by the gateway. Tell staff.</source>
        <translation>
            <numerusform>La pasarela no aceptó %n respuesta, etiqueta o nota. Avisa al equipo.</numerusform>
            <numerusform>La pasarela no aceptó %n respuestas, etiquetas o notas. Avisa al equipo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n text(s) nobody can tell whether they left. Open the connection&apos;s details and say what is to count; then finish.</source>
        <translation>
            <numerusform>De %n mensaje nadie puede decir si salió. Abre los detalles de la conexión e indica qué debe contar; luego termina.</numerusform>
            <numerusform>De %n mensajes nadie puede decir si salieron. Abre los detalles de la conexión e indica qué debe contar; luego termina.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxWords</name>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
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
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting %1</source>
        <comment>followed by an age: 4 min</comment>
        <translation>espera hace %1</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>Not sent: why</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Apartadas</translation>
    </message>
    <message>
        <source>With staff</source>
        <translation>Con el equipo</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerradas</translation>
    </message>
    <message>
        <source>Opted out</source>
        <translation>De baja</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Nadie está esperando</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>Aún no hay conversaciones</translation>
    </message>
    <message>
        <source>Nothing set aside</source>
        <translation>Nada apartado</translation>
    </message>
    <message>
        <source>Nothing with staff</source>
        <translation>Nada con el equipo</translation>
    </message>
    <message>
        <source>Nothing closed yet</source>
        <translation>Aún no hay nada cerrado</translation>
    </message>
    <message>
        <source>Nobody opted out</source>
        <translation>Nadie se ha dado de baja</translation>
    </message>
    <message>
        <source>Replies come in here by themselves. Until then there may be first messages to send.</source>
        <translation>Las respuestas llegan aquí solas. Mientras tanto, quizá haya primeros mensajes por enviar.</translation>
    </message>
    <message>
        <source>A conversation begins when somebody you texted writes back.</source>
        <translation>Una conversación empieza cuando alguien te contesta.</translation>
    </message>
    <message>
        <source>Press S in a conversation to come back to it later.</source>
        <translation>Oprime S en una conversación para volver a ella más tarde.</translation>
    </message>
    <message>
        <source>Press H in a conversation to hand it to staff. Their answer brings it back to you.</source>
        <translation>Oprime H en una conversación para pasarla al equipo. Su respuesta te la devuelve.</translation>
    </message>
    <message>
        <source>Press C when a conversation is done. A new reply opens it again.</source>
        <translation>Oprime C cuando una conversación esté terminada. Una respuesta nueva la vuelve a abrir.</translation>
    </message>
    <message>
        <source>People who ask not to be texted are kept here. Nothing can be sent to them.</source>
        <translation>Aquí quedan las personas que pidieron que no les escriban. No se les puede enviar nada.</translation>
    </message>
    <message>
        <source>Asked to stop?</source>
        <translation>¿Pidió la baja?</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Número equivocado</translation>
    </message>
    <message>
        <source>Checking a text</source>
        <translation>Verificando un mensaje</translation>
    </message>
    <message>
        <source>Not yours any more</source>
        <translation>Ya no es tuyo</translation>
    </message>
    <message>
        <source>Hidden: may be hostile</source>
        <translation>Oculta: puede ser hostil</translation>
    </message>
</context>
<context>
    <name>JoinWords</name>
    <message>
        <source>The gateway does not know this code. Check it letter by letter, or ask for a new one.</source>
        <translation>La pasarela no conoce este código. Revísalo letra por letra o pide uno nuevo.</translation>
    </message>
    <message>
        <source>This code was used as often as it may be. Ask your campaign for a new one.</source>
        <translation>Este código ya se usó todas las veces permitidas. Pide uno nuevo a tu campaña.</translation>
    </message>
    <message>
        <source>This code is past its date. Ask your campaign for a new one.</source>
        <translation>Este código ya venció. Pide uno nuevo a tu campaña.</translation>
    </message>
    <message>
        <source>Staff have paused this campaign. Ask them when it goes on.</source>
        <translation>El equipo puso en pausa esta campaña. Pregúntale cuándo sigue.</translation>
    </message>
    <message>
        <source>This campaign may not text yet: its registration is not complete. Ask your campaign.</source>
        <translation>Esta campaña aún no puede enviar mensajes: falta completar su registro. Pregunta a tu campaña.</translation>
    </message>
    <message>
        <source>The gateway refused: “%1” Ask your campaign what to do.</source>
        <translation>La pasarela no lo aceptó: «%1» Pregunta a tu campaña qué hacer.</translation>
    </message>
    <message>
        <source>This link leads to a gateway without encryption. Textbank does not use it: ask your campaign for a link that begins with https inside.</source>
        <translation>Este enlace lleva a una pasarela sin cifrado. Textbank no la usa: pide a tu campaña un enlace cuya dirección empiece con https.</translation>
    </message>
    <message>
        <source>This link names no gateway. Copy it again, all of it, from its first to its last letter.</source>
        <translation>Este enlace no indica ninguna pasarela. Cópialo otra vez completo, de la primera a la última letra.</translation>
    </message>
    <message>
        <source>This link has no code in it. Copy it again, or type the code yourself.</source>
        <translation>Este enlace no trae código. Cópialo otra vez o escribe el código tú mismo.</translation>
    </message>
    <message>
        <source>The gateway's fingerprint in this link is damaged. Copy the link again, all of it.</source>
        <translation>La huella de la pasarela en este enlace está dañada. Copia otra vez el enlace completo.</translation>
    </message>
    <message>
        <source>This is not a Textbank join link. It should begin with textbank://join</source>
        <translation>Este no es un enlace de Textbank para unirse. Debe empezar con textbank://join</translation>
    </message>
    <message>
        <source>This address is without encryption (http). Use the one that begins with https.</source>
        <translation>Esta dirección no tiene cifrado (http). Usa la que empieza con https.</translation>
    </message>
    <message>
        <source>Type the gateway's address. It is on the paper or in the message from your campaign.</source>
        <translation>Escribe la dirección de la pasarela. Está en el papel o en el mensaje de tu campaña.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like texting.example.org, without spaces.</source>
        <translation>Esto no es una dirección. Se parece a texting.example.org, sin espacios.</translation>
    </message>
    <message>
        <source>This address does not work. It looks like texting.example.org, without spaces.</source>
        <translation>Esta dirección no funciona. Se parece a texting.example.org, sin espacios.</translation>
    </message>
    <message>
        <source>This computer is offline. Connect to the network, then try again.</source>
        <translation>Esta computadora no tiene conexión. Conéctate a la red e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>There is no such address. Check its spelling, and that this computer is online.</source>
        <translation>Esa dirección no existe. Revisa cómo está escrita y que esta computadora tenga conexión.</translation>
    </message>
    <message>
        <source>Nobody answers at this address. Check it, or ask staff whether the gateway is running.</source>
        <translation>Nadie responde en esta dirección. Revísala o pregunta al equipo si la pasarela está encendida.</translation>
    </message>
    <message>
        <source>No secure connection could be made. Some guest networks get in the way: open a web page to sign in to the network, then try again.</source>
        <translation>No se pudo hacer una conexión segura. Algunas redes para visitantes lo impiden: abre una página web para entrar a la red e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>This gateway shows another certificate than the one in the join link, so nothing was sent to it. Ask staff for a new join link; if they changed nothing, somebody else may be answering on this network.</source>
        <translation>Esta pasarela muestra otro certificado que el del enlace para unirte, así que no se le envió nada. Pide al equipo un enlace nuevo; si no cambiaron nada, quizá otro esté respondiendo en esta red.</translation>
    </message>
    <message>
        <source>This gateway's certificate is out of date. Check this computer's date and time; if they are right, tell staff.</source>
        <translation>El certificado de esta pasarela está vencido. Revisa la fecha y la hora de esta computadora; si son correctas, avisa al equipo.</translation>
    </message>
    <message>
        <source>This gateway can't prove that it is the one it says it is. Don't go on: ask staff for the join link, it carries the gateway's fingerprint.</source>
        <translation>Esta pasarela no puede demostrar que es la que dice ser. No sigas: pide al equipo el enlace para unirte, que trae la huella de la pasarela.</translation>
    </message>
    <message>
        <source>The gateway took too long to answer. The network may be slow: try again.</source>
        <translation>La pasarela tardó demasiado en responder. Quizá la red esté lenta: inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The connection was cut before the gateway had answered. Try again.</source>
        <translation>La conexión se cortó antes de que la pasarela respondiera. Inténtalo otra vez.</translation>
    </message>
    <message>
        <source>This gateway and this Textbank are of different ages and don't understand each other. Install the newest Textbank, or ask staff to update the gateway.</source>
        <translation>Esta pasarela y este Textbank son de versiones distintas y no se entienden. Instala el Textbank más nuevo o pide al equipo que actualice la pasarela.</translation>
    </message>
    <message>
        <source>The gateway's answer could not be read. Try again; if it stays so, tell staff.</source>
        <translation>No se pudo leer la respuesta de la pasarela. Inténtalo otra vez; si sigue igual, avisa al equipo.</translation>
    </message>
    <message>
        <source>The gateway answered with far more than it should. Nothing was taken over. Tell staff.</source>
        <translation>La pasarela respondió con mucho más de lo que debía. No se tomó nada. Avisa al equipo.</translation>
    </message>
    <message>
        <source>The gateway refused. Ask your campaign what to do.</source>
        <translation>La pasarela no lo aceptó. Pregunta a tu campaña qué hacer.</translation>
    </message>
    <message>
        <source>The gateway is too busy right now. Wait a minute, then try again.</source>
        <translation>La pasarela está muy ocupada en este momento. Espera un minuto e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The gateway has a problem of its own (%1). Try again in a minute; if it stays so, tell staff.</source>
        <translation>La pasarela tiene un problema propio (%1). Inténtalo en un minuto; si sigue igual, avisa al equipo.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was stored.</source>
        <translation>Se detuvo. No se guardó nada.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it with your computer's password, then try again.</source>
        <translation>El llavero está bloqueado. Desbloquéalo con la contraseña de tu computadora e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The keyring does not answer. Restart Textbank; nothing is lost.</source>
        <translation>El llavero no responde. Reinicia Textbank; no se pierde nada.</translation>
    </message>
    <message>
        <source>The keyring stayed locked. Without it Textbank can't open what is kept here. Try again and enter its password.</source>
        <translation>El llavero siguió bloqueado. Sin él, Textbank no puede abrir lo que se guarda aquí. Inténtalo otra vez y escribe su contraseña.</translation>
    </message>
    <message>
        <source>The keyring could not be used. Restart Textbank; if it stays so, tell staff.</source>
        <translation>No se pudo usar el llavero. Reinicia Textbank; si sigue igual, avisa al equipo.</translation>
    </message>
    <message>
        <source>Type your name, as your campaign knows you.</source>
        <translation>Escribe tu nombre, como te conoce tu campaña.</translation>
    </message>
    <message>
        <source>This name is too long. Up to 60 characters are enough.</source>
        <translation>Este nombre es demasiado largo. Bastan hasta 60 caracteres.</translation>
    </message>
    <message>
        <source>This passphrase is too short: it needs at least %1 characters. Take one word more.</source>
        <translation>Esta frase es demasiado corta: necesita al menos %1 caracteres. Añade una palabra más.</translation>
    </message>
    <message>
        <source>This passphrase is too long. Four or five words are enough.</source>
        <translation>Esta frase es demasiado larga. Bastan cuatro o cinco palabras.</translation>
    </message>
    <message>
        <source>This passphrase repeats itself. Take words that do not belong together.</source>
        <translation>Esta frase se repite. Elige palabras que no tengan que ver entre sí.</translation>
    </message>
    <message>
        <source>This passphrase is among the first that somebody would try. Take words that do not belong together.</source>
        <translation>Esta frase es de las primeras que alguien probaría. Elige palabras que no tengan que ver entre sí.</translation>
    </message>
    <message>
        <source>That is not the passphrase. Check capital letters and the language of your keyboard, then try again. Nothing is lost.</source>
        <translation>Esa no es la frase. Revisa las mayúsculas y el idioma del teclado e inténtalo otra vez. No se pierde nada.</translation>
    </message>
    <message>
        <source>This computer has too little free memory for that. Close other programs, then try again.</source>
        <translation>Esta computadora tiene muy poca memoria libre para eso. Cierra otros programas e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The file with the key to your shift is damaged, so no passphrase opens it. Ask staff: what the gateway has is safe there.</source>
        <translation>El archivo con la llave de tu turno está dañado, así que ninguna frase lo abre. Pregunta al equipo: lo que tiene la pasarela está a salvo ahí.</translation>
    </message>
    <message>
        <source>This shift was kept by a newer Textbank. Update Textbank on this computer, then start again.</source>
        <translation>Este turno lo guardó un Textbank más nuevo. Actualiza Textbank en esta computadora y ábrelo otra vez.</translation>
    </message>
    <message>
        <source>The disk or the system refused. Try again; nothing was deleted.</source>
        <translation>El disco o el sistema se negó. Inténtalo otra vez; no se borró nada.</translation>
    </message>
    <message>
        <source>E-mail address or password is wrong. If you forgot the password, ask staff for a link to set a new one.</source>
        <translation>El correo o la contraseña no son correctos. Si olvidaste la contraseña, pide al equipo un enlace para poner otra.</translation>
    </message>
    <message>
        <source>There is an account with this address already. Choose “I have an account” and sign in with it.</source>
        <translation>Ya hay una cuenta con esta dirección. Elige «Tengo una cuenta» e inicia sesión con ella.</translation>
    </message>
    <message>
        <source>This link does not invite anybody any more. Ask your campaign for a new one.</source>
        <translation>Este enlace ya no invita a nadie. Pide otro a tu campaña.</translation>
    </message>
    <message>
        <source>Too many people are trying right now. Wait a minute, then try again.</source>
        <translation>Demasiadas personas lo intentan ahora mismo. Espera un minuto e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The gateway does not let you in. Ask your campaign why.</source>
        <translation>La pasarela no te deja entrar. Pregunta a tu campaña por qué.</translation>
    </message>
    <message>
        <source>This link sets a new password. Open it in your web browser; then come back and sign in with that password.</source>
        <translation>Este enlace sirve para poner una contraseña nueva. Ábrelo en tu navegador; luego vuelve e inicia sesión con esa contraseña.</translation>
    </message>
    <message>
        <source>This link is for a newer Textbank. Install the newest one, then open the link again.</source>
        <translation>Este enlace es para un Textbank más nuevo. Instala el más reciente y abre el enlace otra vez.</translation>
    </message>
    <message>
        <source>Something answers there, but it does not look like a Textbank gateway or a Spoke server. Check the address with your campaign.</source>
        <translation>Algo responde ahí, pero no parece una pasarela de Textbank ni un servidor de Spoke. Revisa la dirección con tu campaña.</translation>
    </message>
    <message>
        <source>The gateway did not accept this (%1). Check what you typed.</source>
        <translation>La pasarela no aceptó esto (%1). Revisa lo que escribiste.</translation>
    </message>
    <message>
        <source>Type your e-mail address.</source>
        <translation>Escribe tu correo electrónico.</translation>
    </message>
    <message>
        <source>This is not an e-mail address. It looks like robin@example.org.</source>
        <translation>Esto no es un correo electrónico. Es como robin@example.org.</translation>
    </message>
    <message>
        <source>Type your own mobile number, so that your campaign can reach you.</source>
        <translation>Escribe tu propio número de celular, para que tu campaña pueda comunicarse contigo.</translation>
    </message>
    <message>
        <source>This number is too short. Type it with its area code.</source>
        <translation>Este número es demasiado corto. Escríbelo con su código de área.</translation>
    </message>
    <message>
        <source>This is somebody else's account. The shift on this laptop is %1's: sign in with the account that it was begun with.</source>
        <translation>Esta cuenta es de otra persona. El turno de esta computadora es de %1: inicia sesión con la cuenta con la que empezó.</translation>
    </message>
    <message>
        <source>This account belongs to no campaign yet. Ask your campaign for the link that invites you, and paste that.</source>
        <translation>Esta cuenta todavía no pertenece a ninguna campaña. Pide a tu campaña el enlace que te invita y pégalo.</translation>
    </message>
    <message>
        <source>Staff have suspended this account. Ask them why; nobody else can lift it.</source>
        <translation>El equipo suspendió esta cuenta. Pregúntale por qué; nadie más puede levantarlo.</translation>
    </message>
</context>
<context>
    <name>textbank::Application</name>
    <message>
        <source>Opening your shift</source>
        <translation>Abriendo tu turno</translation>
    </message>
    <message>
        <source>If your computer asks for the password of its keychain, type it there: the key to your contacts lies in it.</source>
        <translation>Si tu computadora pide la contraseña de su llavero, escríbela ahí: en él está la llave de tus contactos.</translation>
    </message>
    <message>
        <source>The keychain does not open</source>
        <translation>El llavero no se abre</translation>
    </message>
    <message>
        <source>The key to this laptop's contacts lies in your computer's keychain, and it stayed locked or did not answer. Nothing is lost. Unlock the keychain, then try again.</source>
        <translation>La llave de los contactos de esta computadora está en su llavero, que siguió bloqueado o no respondió. No se pierde nada. Desbloquea el llavero e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>That join link cannot be read. Copy it whole from the message you got, or type the gateway's address and the code.</source>
        <translation>Ese enlace no se puede leer. Cópialo completo del mensaje que recibiste o escribe la dirección de la pasarela y el código.</translation>
    </message>
    <message>
        <source>Getting practice ready</source>
        <translation>Preparando la práctica</translation>
    </message>
    <message>
        <source>Fictional people, no account, no network.</source>
        <translation>Personas ficticias, sin cuenta, sin red.</translation>
    </message>
    <message>
        <source>Alex</source>
        <translation>Alex</translation>
    </message>
    <message>
        <source>Practice cannot start</source>
        <translation>La práctica no puede empezar</translation>
    </message>
    <message>
        <source>The campaign has not arrived yet</source>
        <translation>La campaña aún no llega</translation>
    </message>
    <message>
        <source>Your shift is finished. Nothing of it is left on this laptop. Thank you!</source>
        <translation>Terminaste tu turno. No queda nada de él en esta computadora. ¡Gracias!</translation>
    </message>
    <message>
        <source>Your shift is finished</source>
        <translation>Terminaste tu turno</translation>
    </message>
    <message>
        <source>You are in a shift already. Finish it before you join another campaign.</source>
        <translation>Ya estás en un turno. Termínalo antes de unirte a otra campaña.</translation>
    </message>
    <message>
        <source>The gateway is being asked for the campaign.</source>
        <translation>Se le está pidiendo la campaña a la pasarela.</translation>
    </message>
    <message>
        <source>Deleting the old shift</source>
        <translation>Borrando el turno anterior</translation>
    </message>
    <message>
        <source>Deleting your shift</source>
        <translation>Borrando tu turno</translation>
    </message>
    <message>
        <source>If your computer asks for the password of its keychain, type it there.</source>
        <translation>Si tu computadora pide la contraseña de su llavero, escríbela ahí.</translation>
    </message>
    <message>
        <source>The old shift was deleted from this computer. Ask staff for a code, then join again.</source>
        <translation>El turno anterior se borró de esta computadora. Pide un código al equipo y únete otra vez.</translation>
    </message>
    <message>
        <source>This computer refused to delete all of the old shift. What is left is sealed, and its key is gone. You can join again.</source>
        <translation>Esta computadora no dejó borrar todo el turno anterior. Lo que queda está sellado y su llave ya no existe. Puedes unirte otra vez.</translation>
    </message>
    <message>
        <source>Practice is over</source>
        <translation>Terminó la práctica</translation>
    </message>
    <message>
        <source>Looking for your computer's keychain.</source>
        <translation>Buscando el llavero de tu computadora.</translation>
    </message>
    <message>
        <source>Textbank is not ready for a join link. Follow this page first, then open the link again.</source>
        <translation>Textbank aún no está listo para un enlace. Sigue primero esta página y abre el enlace otra vez.</translation>
    </message>
    <message>
        <source>Removing your contacts</source>
        <translation>Quitando tus contactos</translation>
    </message>
    <message>
        <source>The file on this computer turned out to be damaged. Close Textbank and open it again: your shift is then restored from its copy.</source>
        <translation>El archivo de esta computadora resultó estar dañado. Cierra Textbank y ábrelo de nuevo: tu turno se restaurará de su copia.</translation>
    </message>
    <message>
        <source>Waiting for the keyring</source>
        <translation>Esperando al llavero</translation>
    </message>
    <message>
        <source>A shift from before lies on this computer, and the keyring that holds its key does not answer. Nothing is lost. Start or unlock the keyring, then try again. You can join without it too: the old shift stays as it is.</source>
        <translation>En esta computadora hay un turno anterior, y el llavero que guarda su llave no responde. No se pierde nada. Inicia o desbloquea el llavero e inténtalo otra vez. También puedes unirte sin él: el turno anterior queda como está.</translation>
    </message>
    <message>
        <source>Your computer's keychain does not answer just now. Go on: nothing is lost.</source>
        <translation>El llavero de tu computadora no responde en este momento. Sigue: no se pierde nada.</translation>
    </message>
    <message>
        <source>No campaign for you yet</source>
        <translation>Todavía no hay campaña para ti</translation>
    </message>
    <message>
        <source>You are signed in, and nobody has given you a campaign so far. Leave this window open: it goes on by itself as soon as somebody does. Or ask staff for the link of their campaign, start over and join with it.</source>
        <translation>Iniciaste sesión y nadie te ha dado una campaña todavía. Deja esta ventana abierta: sigue sola en cuanto alguien lo haga. O pide al equipo el enlace de su campaña, empieza de nuevo y únete con él.</translation>
    </message>
</context>
<context>
    <name>textbank::BlockedPopover</name>
    <message>
        <source>Cannot be texted now</source>
        <translation>No se les puede escribir ahora</translation>
    </message>
    <message>
        <source>They come back by themselves when that changes. Choose one to look at it.</source>
        <translation>Vuelven solos cuando eso cambie. Elige uno para verlo.</translation>
    </message>
    <message>
        <source>Contacts that cannot be texted now</source>
        <translation>Contactos a los que no se puede escribir ahora</translation>
    </message>
</context>
<context>
    <name>textbank::BriefView</name>
    <message>
        <source>First message</source>
        <translation>Primer mensaje</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Paso %1</translation>
    </message>
    <message>
        <source>You record: %1</source>
        <translation>Anotas: %1</translation>
    </message>
    <message>
        <source>Your campaign has written no brief.</source>
        <translation>Tu campaña no escribió una guía.</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Guion</translation>
    </message>
    <message>
        <source>the brief</source>
        <translation>la guía</translation>
    </message>
    <message>
        <source>the script</source>
        <translation>el guion</translation>
    </message>
    <message>
        <source>the rules</source>
        <translation>las reglas</translation>
    </message>
    <message>
        <source>Changed since you last read it: %1.</source>
        <translation>Cambió desde la última vez que la leíste: %1.</translation>
    </message>
    <message>
        <source>This link leads out of Textbank, to %1. Open it in your browser?</source>
        <translation>Este enlace sale de Textbank, hacia %1. ¿Lo abres en tu navegador?</translation>
    </message>
    <message>
        <source>Textbank does not open this kind of link: %1</source>
        <translation>Textbank no abre este tipo de enlace: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Quedarme aquí</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>Start with first messages</source>
        <translation>Empezar con los primeros mensajes</translation>
    </message>
</context>
<context>
    <name>textbank::Button</name>
    <message>
        <source>Key: %1</source>
        <translation>Tecla: %1</translation>
    </message>
</context>
<context>
    <name>textbank::CardView</name>
    <message>
        <source>Message text</source>
        <translation>Texto del mensaje</translation>
    </message>
    <message>
        <source>Restore script text</source>
        <translation>Volver al texto del guion</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>special characters make it longer: %1</source>
        <translation>los caracteres especiales lo alargan: %1</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editado</translation>
    </message>
    <message>
        <source>Contact %1</source>
        <translation>Contacto %1</translation>
    </message>
</context>
<context>
    <name>textbank::ChoicePopover</name>
    <message>
        <source>%1, chosen</source>
        <translation>%1, elegida</translation>
    </message>
</context>
<context>
    <name>textbank::ComposerPane</name>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Write a reply, or press 1 to 9 for a suggestion</source>
        <translation>Escribe una respuesta u oprime 1 a 9 para una sugerencia</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>What should staff know?</source>
        <translation>¿Qué debe saber el equipo?</translation>
    </message>
    <message>
        <source>A few words, or nothing</source>
        <translation>Unas palabras, o nada</translation>
    </message>
    <message>
        <source>Hand to staff</source>
        <translation>Pasar al equipo</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Quedármela</translation>
    </message>
    <message>
        <source>What you wrote is kept.</source>
        <translation>Lo que escribiste se conserva.</translation>
    </message>
    <message>
        <source>Write a reply, or press %1 to %2 for a suggestion</source>
        <translation>Escribe una respuesta, u oprime %1 a %2 para una sugerencia</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Escribe una respuesta</translation>
    </message>
</context>
<context>
    <name>textbank::ConnectionPopover</name>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation>La pasarela aún no ha respondido.</translation>
    </message>
    <message>
        <source>The gateway last answered at %1.</source>
        <translation>Última respuesta de la pasarela: %1</translation>
    </message>
    <message>
        <source>Nothing waits to go up.</source>
        <translation>No hay nada pendiente de subir.</translation>
    </message>
    <message>
        <source>%1 waiting to go up, %2 of them texts.</source>
        <translation>%1 pendientes de subir; %2 son mensajes.</translation>
    </message>
    <message>
        <source>The next try is at %1.</source>
        <translation>Próximo intento: %1</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Intentar ahora</translation>
    </message>
    <message>
        <source>Texts with trouble</source>
        <translation>Mensajes con problemas</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguien</translation>
    </message>
    <message>
        <source>%1: not known yet whether it left</source>
        <translation>%1: aún no se sabe si salió</translation>
    </message>
    <message>
        <source>%1: waited too long and did not leave</source>
        <translation>%1: esperó demasiado y no salió</translation>
    </message>
    <message>
        <source>%1: refused, nobody got it</source>
        <translation>%1: rechazado, nadie lo recibió</translation>
    </message>
    <message>
        <source>Treat as sent</source>
        <translation>Darlo por enviado</translation>
    </message>
    <message>
        <source>It is never sent again, and %1 can be written to.</source>
        <translation>Nunca se vuelve a enviar, y se puede escribir a %1.</translation>
    </message>
    <message>
        <source>Noted as sent.</source>
        <translation>Anotado como enviado.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>y %1 más</translation>
    </message>
    <message>
        <source>%1 asked to stop, and the server would not note it. Nothing goes out from here; tell staff, who can note it there.</source>
        <translation>%1 pidió que no le escribas más y el servidor no quiso anotarlo. Desde aquí no sale nada; avisa al equipo, que puede anotarlo allí.</translation>
    </message>
    <message>
        <source>%1: something you recorded was not taken by the server</source>
        <translation>%1: el servidor no aceptó algo que anotaste</translation>
    </message>
</context>
<context>
    <name>textbank::ConversationModel</name>
    <message>
        <source>You: %1</source>
        <translation>Tú: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n imagen</numerusform>
            <numerusform>%n imágenes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::ConversationPane</name>
    <message>
        <source>Shows these conversations</source>
        <translation>Muestra estas conversaciones</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Which conversations: %1</source>
        <translation>Qué conversaciones: %1</translation>
    </message>
</context>
<context>
    <name>textbank::DeskView</name>
    <message>
        <source>First messages</source>
        <translation>Primeros mensajes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>This text cannot be sent yet. See below it.</source>
        <translation>Este mensaje aún no se puede enviar. Mira debajo de él.</translation>
    </message>
    <message>
        <source>%1 came up just now: keys do nothing until you stop typing for a moment.</source>
        <translation>%1 acaba de aparecer: las teclas no hacen nada hasta que dejes de escribir un momento.</translation>
    </message>
    <message>
        <source>You were still writing to %1: what you wrote is kept, and keys do nothing until you stop typing for a moment.</source>
        <translation>Todavía le escribías a %1: lo que escribiste se guarda, y las teclas no hacen nada hasta que dejes de escribir un momento.</translation>
    </message>
    <message>
        <source>You were still writing to %1: keys do nothing until you stop typing for a moment.</source>
        <translation>Todavía le escribías a %1: las teclas no hacen nada hasta que dejes de escribir un momento.</translation>
    </message>
    <message>
        <source>1 contact cannot be texted now</source>
        <translation>A 1 contacto no se le puede escribir ahora</translation>
    </message>
    <message>
        <source>%1 contacts cannot be texted now</source>
        <translation>A %1 contactos no se les puede escribir ahora</translation>
    </message>
    <message>
        <source>%1 asked not to be texted ("%2", %3). Nothing goes to this number; here is the next contact.</source>
        <translation>%1 pidió que no le escriban («%2», %3). No se envía nada a este número; aquí está el siguiente contacto.</translation>
    </message>
    <message>
        <source>%1 asked not to be texted. Nothing goes to this number; here is the next contact.</source>
        <translation>%1 pidió que no le escriban. No se envía nada a este número; aquí está el siguiente contacto.</translation>
    </message>
    <message>
        <source>The contact was taken away by the gateway; here is the next one.</source>
        <translation>La pasarela retiró el contacto; aquí está el siguiente.</translation>
    </message>
    <message>
        <source>%1 skipped for now</source>
        <translation>%1: omitido por ahora</translation>
    </message>
    <message>
        <source>Number of %1 marked as wrong</source>
        <translation>Número de %1 marcado como equivocado</translation>
    </message>
    <message>
        <source>%1 is opted out: nothing goes to this number any more</source>
        <translation>%1 está de baja: ya no se envía nada a este número</translation>
    </message>
    <message>
        <source>This campaign has no tags.</source>
        <translation>Esta campaña no tiene etiquetas.</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>Etiquetar a %1</translation>
    </message>
    <message>
        <source>Tagged "%1"</source>
        <translation>Etiqueta «%1» puesta</translation>
    </message>
    <message>
        <source>Tag "%1" taken off</source>
        <translation>Etiqueta «%1» quitada</translation>
    </message>
    <message>
        <source>The script asks nothing that could be recorded.</source>
        <translation>El guion no pregunta nada que se pueda anotar.</translation>
    </message>
    <message>
        <source>What did %1 say?</source>
        <translation>¿Qué dijo %1?</translation>
    </message>
    <message>
        <source>Answer taken back</source>
        <translation>Respuesta retirada</translation>
    </message>
    <message>
        <source>Answer "%1" recorded</source>
        <translation>Respuesta «%1» anotada</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Nota sobre %1</translation>
    </message>
    <message>
        <source>Only the campaign sees this.</source>
        <translation>Solo la campaña ve esto.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Note saved</source>
        <translation>Nota guardada</translation>
    </message>
    <message>
        <source>The contact was taken out of your batch, so this was not recorded.</source>
        <translation>El contacto salió de tu lote, así que esto no se guardó.</translation>
    </message>
    <message>
        <source>Hand %1 to staff</source>
        <translation>Pasar a %1 al equipo</translation>
    </message>
    <message>
        <source>Why? (may stay empty)</source>
        <translation>¿Por qué? (puede quedar vacío)</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Pasar</translation>
    </message>
    <message>
        <source>%1 handed to staff</source>
        <translation>%1 quedó con el equipo</translation>
    </message>
    <message>
        <source>This contact is not in your batch any more.</source>
        <translation>Este contacto ya no está en tu lote.</translation>
    </message>
    <message>
        <source>Everybody who is left in your batch can be texted now.</source>
        <translation>Ahora se puede escribir a todos los que quedan en tu lote.</translation>
    </message>
    <message>
        <source>Nobody is left in your batch.</source>
        <translation>No queda nadie en tu lote.</translation>
    </message>
</context>
<context>
    <name>textbank::EndView</name>
    <message>
        <source>End of practice</source>
        <translation>Fin de la práctica</translation>
    </message>
    <message>
        <source>Finish your shift</source>
        <translation>Termina tu turno</translation>
    </message>
    <message>
        <source>Thank you for your time.</source>
        <translation>Gracias por tu tiempo.</translation>
    </message>
    <message>
        <source>Thank you for your time, %1.</source>
        <translation>Gracias por tu tiempo, %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar otra vez</translation>
    </message>
    <message>
        <source>Keep it and close</source>
        <translation>Conservarlo y cerrar</translation>
    </message>
    <message>
        <source>Sending what waits, then signing out …</source>
        <translation>Enviando lo pendiente y cerrando la sesión …</translation>
    </message>
    <message>
        <source>What you did</source>
        <translation>Lo que hiciste</translation>
    </message>
    <message>
        <source>What still has to reach the gateway</source>
        <translation>Lo que falta por llegar a la pasarela</translation>
    </message>
    <message>
        <source>What goes back</source>
        <translation>Lo que se devuelve</translation>
    </message>
    <message>
        <source>What is deleted here</source>
        <translation>Lo que se borra aquí</translation>
    </message>
    <message>
        <source>Back to work</source>
        <translation>Volver al trabajo</translation>
    </message>
    <message>
        <source>Finish and see how it went</source>
        <translation>Terminar y ver cómo te fue</translation>
    </message>
    <message>
        <source>Finish and delete what is here</source>
        <translation>Terminar y borrar lo que hay aquí</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>Cómo te fue</translation>
    </message>
    <message>
        <source>Practice again</source>
        <translation>Practicar otra vez</translation>
    </message>
    <message>
        <source>Join a campaign</source>
        <translation>Unirme a una campaña</translation>
    </message>
    <message>
        <source>The score stays on this screen. It is sent to nobody.</source>
        <translation>El resultado se queda en esta pantalla. No se envía a nadie.</translation>
    </message>
    <message>
        <source>Nothing. All you did is with the gateway.</source>
        <translation>Nada. Todo lo que hiciste está en la pasarela.</translation>
    </message>
    <message>
        <source>Practice is over</source>
        <translation>Terminó la práctica</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Para repasar</translation>
    </message>
    <message>
        <source>Finish and lose it</source>
        <translation>Terminar y perderlo</translation>
    </message>
</context>
<context>
    <name>textbank::FindModel</name>
    <message>
        <source>not texted yet</source>
        <translation>aún sin mensaje</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>name, time</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
</context>
<context>
    <name>textbank::FindPalette</name>
    <message>
        <source>Find anything</source>
        <translation>Buscar lo que sea</translation>
    </message>
    <message>
        <source>A name, the last four digits, a word, or an action</source>
        <translation>Un nombre, los últimos cuatro dígitos, una palabra o una acción</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Encontrado</translation>
    </message>
    <message>
        <source>Nothing has these words. Find looks at the people of your batch, your conversations and the actions.</source>
        <translation>Nada contiene estas palabras. La búsqueda mira las personas de tu lote, tus conversaciones y las acciones.</translation>
    </message>
    <message>
        <source>↑ ↓ to choose · Enter to open · Esc to go back</source>
        <translation>↑ ↓ para elegir · Intro para abrir · Esc para volver</translation>
    </message>
</context>
<context>
    <name>textbank::GatewayCard</name>
    <message>
        <source>Gateway: %1</source>
        <translation>Pasarela: %1</translation>
    </message>
    <message>
        <source>It is the one your join link means. Fingerprint: %1</source>
        <translation>Es la que indica tu enlace. Huella: %1</translation>
    </message>
    <message>
        <source>It runs on this computer. Nothing goes over a network.</source>
        <translation>Funciona en esta computadora. Nada pasa por una red.</translation>
    </message>
    <message>
        <source>The connection is encrypted, and this computer trusts the gateway's certificate.</source>
        <translation>La conexión está cifrada y esta computadora confía en el certificado de la pasarela.</translation>
    </message>
    <message>
        <source>A practice gateway: its people are made up.</source>
        <translation>Una pasarela de práctica: su gente es inventada.</translation>
    </message>
    <message numerus="yes">
        <source>This computer's clock is %n minute(s) behind the gateway's.</source>
        <translation>
            <numerusform>El reloj de esta computadora va %n minuto atrasado respecto a la pasarela.</numerusform>
            <numerusform>El reloj de esta computadora va %n minutos atrasado respecto a la pasarela.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer's clock is %n minute(s) ahead of the gateway's.</source>
        <translation>
            <numerusform>El reloj de esta computadora va %n minuto adelantado respecto a la pasarela.</numerusform>
            <numerusform>El reloj de esta computadora va %n minutos adelantado respecto a la pasarela.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be sent until it is right: switch on automatic time in the system's settings.</source>
        <translation>No se puede enviar nada hasta que esté bien: activa la hora automática en los ajustes del sistema.</translation>
    </message>
</context>
<context>
    <name>textbank::HelpView</name>
    <message>
        <source>Keys and help</source>
        <translation>Teclas y ayuda</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>One press sends one text, to the person on the card, exactly as shown. Holding a key, pressing twice at once or clicking while the card changes sends nothing more.</source>
        <translation>Cada vez que oprimes se envía un mensaje, a la persona de la tarjeta, tal como se ve. Mantener la tecla, oprimir dos veces seguidas o hacer clic mientras cambia la tarjeta no envía nada más.</translation>
    </message>
    <message>
        <source>A text that has left and an opt-out cannot be taken back. Everything else can.</source>
        <translation>Un mensaje que ya salió y una baja no se pueden deshacer. Todo lo demás sí.</translation>
    </message>
    <message>
        <source>Without a network you simply go on. What you approved waits, and leaves only inside the contact's texting hours.</source>
        <translation>Sin red, simplemente sigues. Lo que aprobaste espera y sale solo dentro del horario del contacto.</translation>
    </message>
    <message>
        <source>Somebody who asks to stop is never texted again. Textbank sees to it before the reply is on your screen.</source>
        <translation>A quien pide que no le escriban no se le vuelve a escribir. Textbank se encarga antes de que la respuesta aparezca en tu pantalla.</translation>
    </message>
    <message>
        <source>Not sure? Skip, or hand the conversation to staff. Nothing is lost by that.</source>
        <translation>¿Tienes dudas? Omite o pasa la conversación al equipo. Con eso no se pierde nada.</translation>
    </message>
    <message>
        <source>Single letters are switched off in the settings.</source>
        <translation>Las teclas de una sola letra están apagadas en los ajustes.</translation>
    </message>
    <message>
        <source>First messages</source>
        <translation>Primeros mensajes</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>Take suggestion 1 to 9</source>
        <translation>Tomar la sugerencia 1 a 9</translation>
    </message>
    <message>
        <source>… 9</source>
        <translation>… 9</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
    <message>
        <source>Not sure? Skip, and ask staff. Nothing is lost by that.</source>
        <translation>¿Tienes dudas? Omite y pregunta al equipo. Con eso no se pierde nada.</translation>
    </message>
</context>
<context>
    <name>textbank::JoinView</name>
    <message>
        <source>Join</source>
        <translation>Unirme</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Asking the gateway who it is …</source>
        <translation>Preguntando a la pasarela quién es …</translation>
    </message>
    <message>
        <source>Is this your campaign? Nothing has been stored yet.</source>
        <translation>¿Es esta tu campaña? Aún no se ha guardado nada.</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>Uniéndote …</translation>
    </message>
    <message>
        <source>This computer has no keychain: nothing will be kept after you close Textbank. Finish your shift before you do.</source>
        <translation>Esta computadora no tiene llavero: no se conservará nada después de cerrar Textbank. Termina tu turno antes de cerrarlo.</translation>
    </message>
    <message>
        <source>Waiting for the keyring. Enter its password in the window that the system shows.</source>
        <translation>Esperando al llavero. Escribe su contraseña en la ventana que muestra el sistema.</translation>
    </message>
    <message>
        <source>Looking for a shift that was not finished …</source>
        <translation>Buscando un turno sin terminar …</translation>
    </message>
    <message>
        <source>Join your campaign</source>
        <translation>Únete a tu campaña</translation>
    </message>
    <message>
        <source>One more step: how is your shift to be kept?</source>
        <translation>Un paso más: ¿cómo se guarda tu turno?</translation>
    </message>
    <message>
        <source>Making the key from your passphrase …</source>
        <translation>Creando la llave a partir de tu frase …</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>You cannot sign in here with Textbank yet.</source>
        <translation>Con Textbank aún no puedes iniciar sesión aquí.</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Iniciando sesión …</translation>
    </message>
    <message>
        <source>Your campaign gave you a link or an address.</source>
        <translation>Tu campaña te dio un enlace o una dirección.</translation>
    </message>
</context>
<context>
    <name>textbank::KeyEditor</name>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>New key for %1</source>
        <translation>Tecla nueva para %1</translation>
    </message>
    <message>
        <source>Reset the key for %1</source>
        <translation>Restablecer la tecla de %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguna</translation>
    </message>
    <message>
        <source>%1: %2. Press to change.</source>
        <translation>%1: %2. Oprime para cambiarla.</translation>
    </message>
    <message>
        <source>%1 is the key of "%2" already. Change that one first.</source>
        <translation>%1 ya es la tecla de «%2». Cambia primero esa.</translation>
    </message>
    <message>
        <source>%1 cannot be used here: a single letter never sends.</source>
        <translation>%1 no se puede usar aquí: una sola letra nunca envía.</translation>
    </message>
</context>
<context>
    <name>textbank::MainWindow</name>
    <message>
        <source>Try again</source>
        <translation>Intentar otra vez</translation>
    </message>
    <message>
        <source>Textbank - practice</source>
        <translation>Textbank - práctica</translation>
    </message>
    <message>
        <source>Textbank - %1</source>
        <translation>Textbank - %1</translation>
    </message>
    <message>
        <source>Delete the old shift for good?</source>
        <translation>¿Borrar para siempre el turno anterior?</translation>
    </message>
    <message>
        <source>What you did in it and what did not reach the gateway yet is lost: texts you approved, answers, notes and opt-outs. Nobody can bring it back. Ask staff before you do this; what the gateway has already is safe there.</source>
        <translation>Se pierde lo que hiciste en él y aún no llegó a la pasarela: mensajes que aprobaste, respuestas, notas y bajas. Nadie puede recuperarlo. Pregunta al equipo antes de hacerlo; lo que la pasarela ya tiene está a salvo allí.</translation>
    </message>
    <message>
        <source>Start over …</source>
        <translation>Empezar de nuevo …</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conservarlo</translation>
    </message>
    <message>
        <source>Delete it and start over</source>
        <translation>Borrarlo y empezar de nuevo</translation>
    </message>
    <message>
        <source>Join a campaign</source>
        <translation>Unirme a una campaña</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Delete what waits …</source>
        <translation>Borrar lo que espera …</translation>
    </message>
    <message>
        <source>Delete what waits for good?</source>
        <translation>¿Borrar para siempre lo que espera?</translation>
    </message>
    <message>
        <source>What has not reached the gateway is then lost, and nobody can bring it back. Where it is an opt-out, others may text somebody who asked not to be texted: tell staff before you do this.</source>
        <translation>Lo que no llegó a la pasarela se pierde, y nadie puede recuperarlo. Si es una baja, otros podrían escribirle a alguien que pidió no recibir mensajes: avisa al equipo antes de hacerlo.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Iniciar sesión otra vez</translation>
    </message>
    <message>
        <source>You are signed in again.</source>
        <translation>Iniciaste sesión otra vez.</translation>
    </message>
</context>
<context>
    <name>textbank::MainWindowShift</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This computer has no keychain, so nothing is kept when Textbank closes. Finish your shift before you close it.</source>
        <translation>Esta computadora no tiene llavero, así que no se conserva nada al cerrar Textbank. Termina tu turno antes de cerrarlo.</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>Pantallas</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
        <source>The contact</source>
        <translation>El contacto</translation>
    </message>
    <message>
        <source>The text to %1 leaves in %2 s</source>
        <translation>El mensaje a %1 sale en %2 s</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Detenerlo</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>%1 left to text</source>
        <translation>Quedan %1 por escribir</translation>
    </message>
    <message>
        <source>%1 replies wait</source>
        <translation>Esperan %1 respuestas</translation>
    </message>
    <message>
        <source>Staff: %1</source>
        <translation>Equipo: %1</translation>
    </message>
    <message>
        <source>%1 more when you close this</source>
        <translation>%1 más cuando cierres esto</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Quedarme</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>Cerrar y perderlo</translation>
    </message>
    <message>
        <source>This computer has no keychain, so what has not reached the gateway is lost when Textbank closes. %1 Finish your shift, or wait until everything is up.</source>
        <translation>Esta computadora no tiene llavero, así que lo que no haya llegado a la pasarela se pierde al cerrar Textbank. %1 Termina tu turno o espera a que todo haya subido.</translation>
    </message>
    <message>
        <source>Finish the shift</source>
        <translation>Terminar el turno</translation>
    </message>
    <message>
        <source>Taken back. %1 cannot be texted now.</source>
        <translation>Deshecho. Ahora no se le puede escribir a %1.</translation>
    </message>
    <message>
        <source>A part of Textbank is missing or damaged: replies are read by simple rules alone. Opt-outs in clear words are still acted on; read each reply with care, and install Textbank again.</source>
        <translation>Una parte de Textbank falta o está dañada: las respuestas se leen solo con reglas simples. Las bajas pedidas con palabras claras se siguen respetando; lee cada respuesta con cuidado y vuelve a instalar Textbank.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Iniciar sesión otra vez</translation>
    </message>
    <message>
        <source>Before you finish: sign in again, so that what you did reaches the gateway.</source>
        <translation>Antes de terminar: inicia sesión otra vez, para que lo que hiciste llegue a la pasarela.</translation>
    </message>
</context>
<context>
    <name>textbank::MarkdownText</name>
    <message>
        <source>Brief</source>
        <translation>Guía</translation>
    </message>
</context>
<context>
    <name>textbank::RecordSaver</name>
    <message>
        <source>The record of this shift lists what you approved and what was refused or opted out, without names, numbers or texts. It is signed, so that anybody can check it.</source>
        <translation>El registro de este turno dice qué aprobaste y qué se rechazó o se dio de baja, sin nombres, números ni textos. Está firmado, para que cualquiera pueda comprobarlo.</translation>
    </message>
    <message>
        <source>Save the record of this shift …</source>
        <translation>Guardar el registro de este turno …</translation>
    </message>
    <message>
        <source>Save the record of this shift</source>
        <translation>Guardar el registro de este turno</translation>
    </message>
    <message>
        <source>Record (*.jsonl)</source>
        <translation>Registro (*.jsonl)</translation>
    </message>
    <message numerus="yes">
        <source>Saved: %n entry(ies).</source>
        <translation>
            <numerusform>Guardado: %n entrada.</numerusform>
            <numerusform>Guardado: %n entradas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The record could not be saved there. Choose another folder.</source>
        <translation>El registro no se pudo guardar ahí. Elige otra carpeta.</translation>
    </message>
</context>
<context>
    <name>textbank::SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>This computer has no keychain, so the key to your work is kept in memory only: when Textbank closes, what has not gone up is gone. Finish your shift before you close it.</source>
        <translation>Esta computadora no tiene llavero, así que la llave de tu trabajo solo está en la memoria: al cerrar Textbank, se pierde lo que no haya subido. Termina tu turno antes de cerrarlo.</translation>
    </message>
    <message>
        <source>The key to what is stored here lies in this computer's keychain.</source>
        <translation>La llave de lo que se guarda aquí está en el llavero de esta computadora.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Text size in percent</source>
        <translation>Tamaño del texto en porcentaje</translation>
    </message>
    <message>
        <source>This is how large the words are.</source>
        <translation>De este tamaño son las palabras.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language of the program</source>
        <translation>Idioma del programa</translation>
    </message>
    <message>
        <source>Textbank speaks it from the next start on. The language of your messages is the campaign's.</source>
        <translation>Textbank lo habla a partir del próximo inicio. El idioma de tus mensajes es el de la campaña.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Single letters act (S skips, E edits ...)</source>
        <translation>Teclas de una sola letra (S omite, E edita ...)</translation>
    </message>
    <message>
        <source>They never send, and never act while you type in a field. Choose a key to change it, then press the new one.</source>
        <translation>Nunca envían, y no actúan mientras escribes en un campo. Elige una tecla para cambiarla y oprime la nueva.</translation>
    </message>
    <message>
        <source>First messages</source>
        <translation>Primeros mensajes</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>All keys as they came</source>
        <translation>Todas las teclas como venían</translation>
    </message>
    <message>
        <source>What stays on this computer</source>
        <translation>Lo que queda en esta computadora</translation>
    </message>
    <message>
        <source>Names, numbers and texts are stored encrypted, and are wiped when you finish your shift. These settings hold no contact and no campaign. Logs hold ids and counts only. Nothing is sent anywhere but to your campaign's gateway.</source>
        <translation>Los nombres, números y mensajes se guardan cifrados y se borran al terminar tu turno. Estos ajustes no contienen contactos ni campañas. Los registros solo tienen identificadores y cantidades. No se envía nada a ningún lado, salvo a la pasarela de tu campaña.</translation>
    </message>
    <message>
        <source>What is stored here is sealed with the passphrase that you chose. Nobody can open it without.</source>
        <translation>Lo que se guarda aquí está sellado con la frase que elegiste. Nadie puede abrirlo sin ella.</translation>
    </message>
    <message>
        <source>Hostile replies</source>
        <translation>Respuestas hostiles</translation>
    </message>
    <message>
        <source>What may hurt stays covered until you ask to see it. Opt out, wrong number and hand to staff work without reading it.</source>
        <translation>Lo que puede herir queda cubierto hasta que pidas verlo. Dar de baja, número equivocado y pasar al equipo funcionan sin leerlo.</translation>
    </message>
    <message>
        <source>Cover nothing</source>
        <translation>No cubrir nada</translation>
    </message>
    <message>
        <source>Every reply is shown as it was written.</source>
        <translation>Cada respuesta se muestra tal como se escribió.</translation>
    </message>
    <message>
        <source>Cover abuse and threats</source>
        <translation>Cubrir insultos y amenazas</translation>
    </message>
    <message>
        <source>Rude words that are not meant for you are shown.</source>
        <translation>Las groserías que no van contra ti se muestran.</translation>
    </message>
    <message>
        <source>Cover strong language too</source>
        <translation>Cubrir también el lenguaje fuerte</translation>
    </message>
    <message>
        <source>Also anything in foul words, such as an angry request to stop.</source>
        <translation>También todo lo que trae groserías, como quien pide con enojo que no le escriban.</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
</context>
<context>
    <name>textbank::StatusStrip</name>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>Nobody is texted: the contacts are invented.</source>
        <translation>No se escribe a nadie: los contactos son inventados.</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 enviados</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>1 reply waits</source>
        <translation>1 respuesta espera</translation>
    </message>
    <message>
        <source>%1 replies wait</source>
        <translation>Esperan %1 respuestas</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>%1 por minuto</translation>
    </message>
    <message>
        <source>Paused by staff, offline</source>
        <translation>En pausa por el equipo, sin conexión</translation>
    </message>
    <message>
        <source>Paused by staff</source>
        <translation>En pausa por el equipo</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Conexión: %1</translation>
    </message>
    <message>
        <source>Shows the details</source>
        <translation>Muestra los detalles</translation>
    </message>
</context>
<context>
    <name>textbank::SuggestionCard</name>
    <message>
        <source>Records the answer. There is nothing to send.</source>
        <translation>Anota la respuesta. No hay nada que enviar.</translation>
    </message>
    <message>
        <source>Records: %1</source>
        <comment>an answer</comment>
        <translation>Anota: %1</translation>
    </message>
    <message>
        <source>Records this answer</source>
        <translation>Anota esta respuesta</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>Etiquetas: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>number of a suggestion, title</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Hand to somebody who speaks Spanish</source>
        <translation>Pasar a alguien que hable español</translation>
    </message>
    <message>
        <source>This reply is in Spanish, and the script has no Spanish answer. Staff will find somebody.</source>
        <translation>Esta respuesta está en español y el guion no tiene respuesta en español. El equipo buscará a alguien.</translation>
    </message>
    <message>
        <source>not in their language</source>
        <translation>no está en su idioma</translation>
    </message>
</context>
<context>
    <name>textbank::SuggestionPane</name>
    <message>
        <source>Filter suggestions</source>
        <translation>Filtrar sugerencias</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Add a note for your campaign</source>
        <translation>Agrega una nota para tu campaña</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>Suggestions come back when this person can be answered. Answers, tags and notes can be recorded now.</source>
        <translation>Las sugerencias vuelven cuando se pueda contestar a esta persona. Las respuestas, etiquetas y notas se pueden anotar ahora.</translation>
    </message>
    <message>
        <source>The script has no reply for this moment. Write your own.</source>
        <translation>El guion no tiene una respuesta para este momento. Escribe la tuya.</translation>
    </message>
    <message>
        <source>No suggestion has these words.</source>
        <translation>Ninguna sugerencia tiene estas palabras.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>question, answer</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Respuesta: %1</translation>
    </message>
    <message>
        <source>Tag: %1</source>
        <translation>Etiqueta: %1</translation>
    </message>
    <message>
        <source>This reads like a wrong number. Mark it, so that nothing more goes there.</source>
        <translation>Parece un número equivocado. Márcalo, para que no le llegue nada más.</translation>
    </message>
    <message>
        <source>This reads like a wrong number. %1 marks it, so that nothing more goes there.</source>
        <translation>Parece un número equivocado. %1 lo marca, para que no le llegue nada más.</translation>
    </message>
    <message>
        <source>Suggestions come back when this person can be answered. Answers can be recorded now.</source>
        <translation>Las sugerencias vuelven cuando se le pueda responder a esta persona. Las respuestas se pueden anotar ya.</translation>
    </message>
</context>
<context>
    <name>textbank::TextPopover</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>textbank::ThreadModel</name>
    <message numerus="yes">
        <source>%n picture(s) not loaded</source>
        <translation>
            <numerusform>%n imagen (sin cargar)</numerusform>
            <numerusform>%n imágenes (sin cargar)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>time, then the state of a text</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>name, time, text</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>You, %1: %2</source>
        <comment>time and state, text</comment>
        <translation>Tú, %1: %2</translation>
    </message>
    <message>
        <source>Your note, %1 · only your campaign sees it</source>
        <translation>Tu nota, %1 · solo la ve tu campaña</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This reply may be hostile, so it is hidden.</source>
        <translation>Esta respuesta puede ser hostil, por eso está oculta.</translation>
    </message>
    <message>
        <source>Press %1 to show it.</source>
        <translation>Oprime %1 para mostrarla.</translation>
    </message>
    <message>
        <source>Press %1 to hide it.</source>
        <translation>Oprime %1 para ocultarla.</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>a covered reply</comment>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Hide</source>
        <comment>a shown reply</comment>
        <translation>Ocultar</translation>
    </message>
</context>
<context>
    <name>textbank::ThreadPane</name>
    <message>
        <source>New reply</source>
        <translation>Respuesta nueva</translation>
    </message>
    <message>
        <source>Yes, opt out</source>
        <translation>Sí, dar de baja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Apartar</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Número equivocado</translation>
    </message>
    <message>
        <source>Opt out</source>
        <translation>Dar de baja</translation>
    </message>
    <message>
        <source>Hand to staff</source>
        <translation>Pasar al equipo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Reabrir</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) wrote back</source>
        <translation>
            <numerusform>%n persona te contestó</numerusform>
            <numerusform>%n personas te contestaron</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a conversation on the left, or press J for the next one.</source>
        <translation>Elige una conversación a la izquierda u oprime J para la siguiente.</translation>
    </message>
    <message>
        <source>All replies are answered</source>
        <translation>Todas las respuestas están atendidas</translation>
    </message>
    <message>
        <source>New ones come in here by themselves. A good moment to stretch.</source>
        <translation>Las nuevas llegan aquí solas. Buen momento para estirarte.</translation>
    </message>
    <message>
        <source>Replies will come in here</source>
        <translation>Las respuestas llegarán aquí</translation>
    </message>
    <message>
        <source>Send first messages meanwhile: when somebody writes back, the count on the left says so.</source>
        <translation>Mientras tanto envía primeros mensajes: cuando alguien conteste, lo dirá el número de la izquierda.</translation>
    </message>
    <message>
        <source>Did %1 ask to stop?</source>
        <translation>¿%1 pidió que no le escriban?</translation>
    </message>
    <message>
        <source>Did %1 ask to stop? “%2” Nothing can be sent until you answer.</source>
        <translation>¿%1 pidió que no le escriban? «%2» No se puede enviar nada hasta que respondas.</translation>
    </message>
    <message>
        <source>Take back up</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
    <message>
        <source>Suggestions, answers, tags and notes</source>
        <translation>Sugerencias, respuestas, etiquetas y notas</translation>
    </message>
    <message>
        <source>Did %1 ask to stop? The reply is hidden: it may be hostile. Nothing can be sent until you answer.</source>
        <translation>¿%1 pidió que no le escriban? La respuesta está oculta: puede ser hostil. No se puede enviar nada hasta que respondas.</translation>
    </message>
    <message>
        <source>Did %1 ask to stop? “%2” Nothing can be sent until you answer. Asked because of “%3”.</source>
        <translation>¿%1 pidió que no le escriban? «%2» No se puede enviar nada hasta que respondas. Se pregunta por «%3».</translation>
    </message>
</context>
<context>
    <name>textbank::ThreadView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar texto</translation>
    </message>
</context>
<context>
    <name>textbank::words</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Texting opens at %1 in %2.</source>
        <translation>El horario abre: %1 en %2.</translation>
    </message>
    <message>
        <source>This contact</source>
        <translation>Este contacto</translation>
    </message>
    <message>
        <source>the contact's place</source>
        <translation>el lugar del contacto</translation>
    </message>
    <message>
        <source>%1 local time</source>
        <translation>%1 hora local</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Francés</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chino</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamita</translation>
    </message>
    <message>
        <source>%1 can be texted now.</source>
        <translation>Se puede escribir a %1 ahora.</translation>
    </message>
    <message>
        <source>%1 asked not to be texted. Nothing can be sent, and nothing needs to be done.</source>
        <translation>%1 pidió que no le escriban. No se puede enviar nada, y no hace falta hacer nada.</translation>
    </message>
    <message>
        <source>%1 may have asked to stop. Read the reply and answer that first; until then nothing is sent.</source>
        <translation>Quizá %1 pidió que no le escriban. Lee la respuesta y contesta eso primero; hasta entonces no se envía nada.</translation>
    </message>
    <message>
        <source>This is not %1's number. Nothing is sent to it. Undo if that was a mistake.</source>
        <translation>Este no es el número de %1. No se le envía nada. Deshazlo si fue un error.</translation>
    </message>
    <message>
        <source>%1 is with staff. You can go on when they have answered.</source>
        <translation>%1 está con el equipo. Puedes seguir cuando respondan.</translation>
    </message>
    <message>
        <source>%1 is not assigned to you any more. Somebody else takes care of it.</source>
        <translation>%1 ya no está en tu lista. Otra persona se encarga.</translation>
    </message>
    <message>
        <source>%1 has had the first message already. A second one is not sent; wait for a reply.</source>
        <translation>%1 ya recibió el primer mensaje. No se envía otro; espera una respuesta.</translation>
    </message>
    <message>
        <source>%1 was never texted, so there is nothing to reply to.</source>
        <translation>Nunca se escribió a %1, así que no hay nada que contestar.</translation>
    </message>
    <message>
        <source>It is not known yet whether the last text reached the gateway. It is being asked; nothing else goes to %1 before that.</source>
        <translation>Aún no se sabe si el último mensaje llegó a la pasarela. Se le está preguntando; antes no se envía nada más a %1.</translation>
    </message>
    <message>
        <source>Your batch has ended, so %1 went back to the campaign. Get a new batch to go on.</source>
        <translation>Tu lote terminó, así que %1 volvió a la campaña. Trae un lote nuevo para seguir.</translation>
    </message>
    <message>
        <source>Staff paused this campaign. %1 gets nothing until they resume it.</source>
        <translation>El equipo puso en pausa esta campaña. %1 no recibe nada hasta que la reanude.</translation>
    </message>
    <message>
        <source>Staff stopped texting for you. %1 gets nothing until they lift that; ask them why.</source>
        <translation>El equipo detuvo tus envíos. %1 no recibe nada hasta que los reactive; pregúntale por qué.</translation>
    </message>
    <message>
        <source>The campaign is not registered with the carriers, so texts would not arrive. Staff have to register it first.</source>
        <translation>La campaña no está registrada con las compañías telefónicas, así que los mensajes no llegarían. El equipo debe registrarla primero.</translation>
    </message>
    <message>
        <source>This computer's clock is wrong, so it is not sure that %1 may be texted at this hour. Set the clock, then go on.</source>
        <translation>El reloj de esta computadora está mal, así que no es seguro que se pueda escribir a %1 a esta hora. Ajusta el reloj y sigue.</translation>
    </message>
    <message>
        <source>The text to %1 waited too long and did not leave. Look at it again and decide anew.</source>
        <translation>El mensaje a %1 esperó demasiado y no salió. Míralo otra vez y decide de nuevo.</translation>
    </message>
    <message>
        <source>There is no telephone number for %1. Skip it; staff can mend the list.</source>
        <translation>No hay número de teléfono de %1. Omítelo; el equipo puede corregir la lista.</translation>
    </message>
    <message>
        <source>Can be texted</source>
        <translation>Se le puede escribir</translation>
    </message>
    <message>
        <source>Asked not to be texted</source>
        <translation>Pidió que no le escriban</translation>
    </message>
    <message>
        <source>May have asked to stop</source>
        <translation>Quizá pidió la baja</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Número equivocado</translation>
    </message>
    <message>
        <source>With staff</source>
        <translation>Con el equipo</translation>
    </message>
    <message>
        <source>Not assigned to you any more</source>
        <translation>Ya no está en tu lista</translation>
    </message>
    <message>
        <source>Has had the first message</source>
        <translation>Ya recibió el primer mensaje</translation>
    </message>
    <message>
        <source>Was never texted</source>
        <translation>Nunca se le escribió</translation>
    </message>
    <message>
        <source>Last text is being checked</source>
        <translation>Se verifica el último mensaje</translation>
    </message>
    <message>
        <source>The batch has ended</source>
        <translation>El lote terminó</translation>
    </message>
    <message>
        <source>Paused by staff</source>
        <translation>En pausa por el equipo</translation>
    </message>
    <message>
        <source>Stopped by staff</source>
        <translation>Detenido por el equipo</translation>
    </message>
    <message>
        <source>Campaign not registered</source>
        <translation>Campaña sin registrar</translation>
    </message>
    <message>
        <source>This computer's clock is wrong</source>
        <translation>El reloj de esta computadora está mal</translation>
    </message>
    <message>
        <source>Place unknown</source>
        <translation>Lugar desconocido</translation>
    </message>
    <message>
        <source>Opens at %1 in %2</source>
        <translation>Abre en %2: %1</translation>
    </message>
    <message>
        <source>Waited too long</source>
        <translation>Esperó demasiado</translation>
    </message>
    <message>
        <source>No telephone number</source>
        <translation>Sin número de teléfono</translation>
    </message>
    <message>
        <source>Texting is open until %1 in %2.</source>
        <translation>Se puede escribir hasta: %1 en %2.</translation>
    </message>
    <message>
        <source>It is too early there.</source>
        <translation>Allá es demasiado temprano.</translation>
    </message>
    <message>
        <source>It is too late there.</source>
        <translation>Allá es demasiado tarde.</translation>
    </message>
    <message>
        <source>This contact may be in places whose texting hours do not meet. With a ZIP code it could be texted; staff can add it.</source>
        <translation>Este contacto puede estar en lugares cuyos horarios no coinciden. Con un código postal se le podría escribir; el equipo puede agregarlo.</translation>
    </message>
    <message>
        <source>The message is empty. Write something, or bring back the script's text.</source>
        <translation>El mensaje está vacío. Escribe algo o recupera el texto del guion.</translation>
    </message>
    <message>
        <source>"%1" looks like something left over from the script. Change it before you send.</source>
        <translation>«%1» parece un resto del guion. Cámbialo antes de enviar.</translation>
    </message>
    <message>
        <source>The first message must say who is texting: "%1".</source>
        <translation>El primer mensaje debe decir quién escribe: «%1».</translation>
    </message>
    <message>
        <source>The message does not say who is texting.</source>
        <translation>El mensaje no dice quién escribe.</translation>
    </message>
    <message>
        <source>The first message must say how to stop: "%1".</source>
        <translation>El primer mensaje debe decir cómo darse de baja: «%1».</translation>
    </message>
    <message>
        <source>The message does not say how to stop.</source>
        <translation>El mensaje no dice cómo darse de baja.</translation>
    </message>
    <message>
        <source>Carriers block links like "%1". Use the full address.</source>
        <translation>Las compañías telefónicas bloquean enlaces como «%1». Usa la dirección completa.</translation>
    </message>
    <message>
        <source>The script asks for "%1", and the list has nothing there for this contact. Edit the message, or skip.</source>
        <translation>El guion pide «%1» y la lista no lo tiene para este contacto. Edita el mensaje u omite.</translation>
    </message>
    <message>
        <source>The script has a brace that opens or closes nothing (place %1). Edit the message, and tell staff.</source>
        <translation>El guion tiene una llave que no abre o no cierra nada (posición %1). Edita el mensaje y avisa al equipo.</translation>
    </message>
    <message>
        <source>Nothing in the list for "%1"</source>
        <translation>Nada en la lista para «%1»</translation>
    </message>
    <message>
        <source>The script has a mistake</source>
        <translation>El guion tiene un error</translation>
    </message>
    <message>
        <source>The message is empty</source>
        <translation>El mensaje está vacío</translation>
    </message>
    <message>
        <source>Something is left over from the script</source>
        <translation>Queda un resto del guion</translation>
    </message>
    <message>
        <source>It does not say who is texting</source>
        <translation>No dice quién escribe</translation>
    </message>
    <message>
        <source>It does not say how to stop</source>
        <translation>No dice cómo darse de baja</translation>
    </message>
    <message>
        <source>It has a link that carriers block</source>
        <translation>Tiene un enlace que las compañías bloquean</translation>
    </message>
    <message>
        <source>The message is too long</source>
        <translation>El mensaje es demasiado largo</translation>
    </message>
    <message>
        <source>The message needs a change</source>
        <translation>El mensaje necesita un cambio</translation>
    </message>
    <message>
        <source>Leaves in a moment</source>
        <translation>Sale en un momento</translation>
    </message>
    <message>
        <source>Waiting to leave</source>
        <translation>Esperando salir</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Enviando</translation>
    </message>
    <message>
        <source>Checking whether it left</source>
        <translation>Verificando si salió</translation>
    </message>
    <message>
        <source>At the gateway</source>
        <translation>En la pasarela</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>No entregado</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>No enviado</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>you took it back; nobody got it</source>
        <translation>lo retiraste; nadie lo recibió</translation>
    </message>
    <message>
        <source>it waited too long and did not leave; decide anew</source>
        <translation>esperó demasiado y no salió; decide de nuevo</translation>
    </message>
    <message>
        <source>the carrier says: %1</source>
        <translation>la compañía telefónica dice: %1</translation>
    </message>
    <message>
        <source>The contact asked not to be texted. Nothing was sent.</source>
        <translation>El contacto pidió que no le escriban. No se envió nada.</translation>
    </message>
    <message>
        <source>It is outside the texting hours there. Nothing was sent; try again when they open.</source>
        <translation>Allá está fuera de horario. No se envió nada; inténtalo cuando abra.</translation>
    </message>
    <message>
        <source>This number had a text from your organisation a short while ago. Nothing was sent; the contact went back to the campaign and comes again later.</source>
        <translation>Este número recibió hace poco un mensaje de tu organización. No se envió nada; el contacto volvió a la campaña y saldrá más tarde.</translation>
    </message>
    <message>
        <source>Somebody in the same household had a text a short while ago. Nothing was sent; the contact went back to the campaign and comes again later.</source>
        <translation>Alguien del mismo hogar recibió hace poco un mensaje. No se envió nada; el contacto volvió a la campaña y saldrá más tarde.</translation>
    </message>
    <message>
        <source>The batch has ended, so nothing was sent. Get a new batch.</source>
        <translation>El lote terminó, así que no se envió nada. Trae un lote nuevo.</translation>
    </message>
    <message>
        <source>Staff paused the campaign. Nothing was sent.</source>
        <translation>El equipo puso en pausa la campaña. No se envió nada.</translation>
    </message>
    <message>
        <source>Staff stopped texting for you. Nothing was sent; ask them why.</source>
        <translation>El equipo detuvo tus envíos. No se envió nada; pregúntale por qué.</translation>
    </message>
    <message>
        <source>The text that arrived was not the one you approved, so it was not sent. Approve it again.</source>
        <translation>El mensaje que llegó no era el que aprobaste, así que no se envió. Apruébalo otra vez.</translation>
    </message>
    <message>
        <source>The contact is not assigned to you any more. Nothing was sent.</source>
        <translation>El contacto ya no está en tu lista. No se envió nada.</translation>
    </message>
    <message>
        <source>The campaign's rules do not allow this text. Nothing was sent; change it or hand it to staff.</source>
        <translation>Las reglas de la campaña no permiten este mensaje. No se envió nada; cámbialo o pásalo al equipo.</translation>
    </message>
    <message>
        <source>The campaign is not registered with the carriers. Nothing was sent; staff have to register it.</source>
        <translation>La campaña no está registrada con las compañías telefónicas. No se envió nada; el equipo debe registrarla.</translation>
    </message>
    <message>
        <source>The gateway asks to go slower. Nothing is lost; it goes on by itself.</source>
        <translation>La pasarela pide ir más despacio. No se pierde nada; sigue sola.</translation>
    </message>
    <message>
        <source>That was more than the gateway takes at once. Nothing was done.</source>
        <translation>Eso era más de lo que la pasarela acepta de una vez. No se hizo nada.</translation>
    </message>
    <message>
        <source>The gateway could not read the request. Update Textbank, or tell staff.</source>
        <translation>La pasarela no pudo leer la solicitud. Actualiza Textbank o avisa al equipo.</translation>
    </message>
    <message>
        <source>You are not signed in any more. What you did is kept; sign in again with a new code.</source>
        <translation>Tu sesión ya no está abierta. Lo que hiciste se conserva; entra otra vez con un código nuevo.</translation>
    </message>
    <message>
        <source>You are not allowed to do this. Ask staff.</source>
        <translation>No tienes permiso para hacer esto. Pregunta al equipo.</translation>
    </message>
    <message>
        <source>This laptop was away too long; it fetches everything anew. Nothing is lost.</source>
        <translation>Esta computadora estuvo ausente demasiado tiempo; vuelve a traer todo. No se pierde nada.</translation>
    </message>
    <message>
        <source>This join code is not known. Check it letter by letter, or ask staff for a new one.</source>
        <translation>Este código no se conoce. Revísalo letra por letra o pide uno nuevo al equipo.</translation>
    </message>
    <message>
        <source>This join code has been used as often as it may be. Ask staff for a new one.</source>
        <translation>Este código ya se usó todas las veces permitidas. Pide uno nuevo al equipo.</translation>
    </message>
    <message>
        <source>This join code is too old. Ask staff for a new one.</source>
        <translation>Este código ya venció. Pide uno nuevo al equipo.</translation>
    </message>
    <message>
        <source>The gateway does not know this. Ask staff.</source>
        <translation>La pasarela no conoce esto. Pregunta al equipo.</translation>
    </message>
    <message>
        <source>The gateway refused it without a reason that Textbank knows. Nothing was done; ask staff.</source>
        <translation>La pasarela lo rechazó sin una razón que Textbank conozca. No se hizo nada; pregunta al equipo.</translation>
    </message>
    <message>
        <source>The gateway refused it: %1</source>
        <translation>La pasarela lo rechazó: %1</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Sesión cerrada</translation>
    </message>
    <message>
        <source>Signed out by staff</source>
        <translation>Sesión cerrada por el equipo</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Offline: 1 thing waits</source>
        <translation>Sin conexión: 1 cosa espera</translation>
    </message>
    <message>
        <source>Offline: %1 things wait</source>
        <translation>Sin conexión: %1 cosas esperan</translation>
    </message>
    <message>
        <source>Checking 1 message</source>
        <translation>Verificando 1 mensaje</translation>
    </message>
    <message>
        <source>Checking %1 messages</source>
        <translation>Verificando %1 mensajes</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Poniéndose al día</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>The gateway cannot be reached. You can go on working: what you approve waits here and leaves when the network is back, inside each contact's texting hours.</source>
        <translation>No se puede llegar a la pasarela. Puedes seguir trabajando: lo que apruebas espera aquí y sale cuando vuelva la red, dentro del horario de cada contacto.</translation>
    </message>
    <message>
        <source>The connection broke at a moment when a text may have left. The gateway is being asked; nothing is sent twice.</source>
        <translation>La conexión se cortó cuando un mensaje pudo haber salido. Se le está preguntando a la pasarela; nada se envía dos veces.</translation>
    </message>
    <message>
        <source>What you did is on its way up, and what is new is coming down.</source>
        <translation>Lo que hiciste va subiendo y lo nuevo viene bajando.</translation>
    </message>
    <message>
        <source>Everything you did is with the gateway, and replies arrive as they come.</source>
        <translation>Todo lo que hiciste está en la pasarela y las respuestas llegan al momento.</translation>
    </message>
    <message>
        <source>This is not an address that can be reached. Check it, or ask staff for the join link.</source>
        <translation>No se puede llegar a esta dirección. Revísala o pide al equipo el enlace para unirte.</translation>
    </message>
    <message>
        <source>This computer has no network. Connect to Wi-Fi and try again.</source>
        <translation>Esta computadora no tiene red. Conéctate al wifi e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>There is no computer with this name on the network. Check the address and the Wi-Fi.</source>
        <translation>No hay ninguna computadora con este nombre en la red. Revisa la dirección y el wifi.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Perhaps the gateway is not started yet; ask staff.</source>
        <translation>Nada responde en esta dirección. Quizá la pasarela aún no está encendida; pregunta al equipo.</translation>
    </message>
    <message>
        <source>A safe connection could not be made. Perhaps the Wi-Fi wants a sign-in page first; open a web browser to see.</source>
        <translation>No se pudo hacer una conexión segura. Quizá el wifi pide entrar por una página primero; abre un navegador para ver.</translation>
    </message>
    <message>
        <source>The gateway shows another certificate than the one you joined with, so nothing was sent to it. What you did is kept on this computer. Ask staff: if they changed it, they have a new join link; if not, leave this network.</source>
        <translation>La pasarela muestra otro certificado que aquel con el que te uniste, así que no se le envió nada. Lo que hiciste sigue en esta computadora. Pregunta al equipo: si lo cambiaron, tienen un enlace nuevo; si no, sal de esta red.</translation>
    </message>
    <message>
        <source>The gateway's certificate is out of date, so nothing was sent to it. What you did is kept on this computer. Check its date and time; if they are right, tell staff.</source>
        <translation>El certificado de la pasarela está vencido, así que no se le envió nada. Lo que hiciste sigue en esta computadora. Revisa su fecha y hora; si son correctas, avisa al equipo.</translation>
    </message>
    <message>
        <source>The gateway's certificate is not the one it should be, so nothing was sent to it. Use the join link from staff; do not go on if it happens again.</source>
        <translation>El certificado de la pasarela no es el que debería ser, así que no se le envió nada. Usa el enlace del equipo; no sigas si vuelve a pasar.</translation>
    </message>
    <message>
        <source>The gateway did not answer in time. It is tried again by itself.</source>
        <translation>La pasarela no respondió a tiempo. Se intenta otra vez solo.</translation>
    </message>
    <message>
        <source>The connection broke. It is tried again by itself.</source>
        <translation>La conexión se cortó. Se intenta otra vez solo.</translation>
    </message>
    <message>
        <source>Something answers at this address, but it is not a Textbank gateway. Check the address.</source>
        <translation>Algo responde en esta dirección, pero no es una pasarela de Textbank. Revisa la dirección.</translation>
    </message>
    <message>
        <source>This gateway speaks another version. Update Textbank, or ask staff to update the gateway.</source>
        <translation>Esta pasarela habla otra versión. Actualiza Textbank o pide al equipo que actualice la pasarela.</translation>
    </message>
    <message>
        <source>The gateway's answer was damaged or incomplete, so nothing of it was used. It is asked again by itself.</source>
        <translation>La respuesta de la pasarela llegó dañada o incompleta, así que no se usó nada de ella. Se le pregunta otra vez solo.</translation>
    </message>
    <message>
        <source>The gateway's answer was far too large, so it was not read. Tell staff.</source>
        <translation>La respuesta de la pasarela era demasiado grande, así que no se leyó. Avisa al equipo.</translation>
    </message>
    <message>
        <source>The gateway refused it.</source>
        <translation>La pasarela lo rechazó.</translation>
    </message>
    <message>
        <source>The gateway has trouble of its own (status %1). It is tried again by itself.</source>
        <translation>La pasarela tiene problemas propios (estado %1). Se intenta otra vez solo.</translation>
    </message>
    <message>
        <source>The gateway gave an answer that Textbank does not know (status %1).</source>
        <translation>La pasarela dio una respuesta que Textbank no conoce (estado %1).</translation>
    </message>
    <message>
        <source>It was stopped before it was done.</source>
        <translation>Se detuvo antes de terminar.</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Aún no hay contactos</translation>
    </message>
    <message>
        <source>Get a batch, and the first contact is here at once. They are yours until you finish.</source>
        <translation>Trae un lote y el primer contacto aparece enseguida. Son tuyos hasta que termines.</translation>
    </message>
    <message>
        <source>You are through this batch</source>
        <translation>Terminaste este lote</translation>
    </message>
    <message>
        <source>Everybody in it has been texted, skipped or marked. Replies are what counts now; or get more contacts.</source>
        <translation>A todos se les escribió, se omitieron o se marcaron. Ahora importan las respuestas; o trae más contactos.</translation>
    </message>
    <message>
        <source>Nobody can be texted now</source>
        <translation>Ahora no se puede escribir a nadie</translation>
    </message>
    <message>
        <source>Everybody who is left is outside their texting hours.</source>
        <translation>Todos los que quedan están fuera de horario.</translation>
    </message>
    <message>
        <source>Staff paused this campaign</source>
        <translation>El equipo puso en pausa esta campaña</translation>
    </message>
    <message>
        <source>Nothing is sent until they resume it. Your batch is kept, and the desk goes on by itself.</source>
        <translation>No se envía nada hasta que la reanude. Tu lote se conserva y todo sigue solo.</translation>
    </message>
    <message>
        <source>Staff stopped texting for you</source>
        <translation>El equipo detuvo tus envíos</translation>
    </message>
    <message>
        <source>Nothing is sent from here until they lift that. Ask them; your batch is kept.</source>
        <translation>Desde aquí no se envía nada hasta que los reactive. Pregúntale; tu lote se conserva.</translation>
    </message>
    <message>
        <source>Your batch has ended</source>
        <translation>Tu lote terminó</translation>
    </message>
    <message>
        <source>It was not used for too long, so its contacts went back to the campaign. Nobody is texted twice. Get a new batch to go on.</source>
        <translation>Pasó demasiado tiempo sin usarse, así que sus contactos volvieron a la campaña. A nadie se le escribe dos veces. Trae un lote nuevo para seguir.</translation>
    </message>
    <message>
        <source>It is not sure what time it is for your contacts, so nobody is texted. Set the clock; the desk goes on by itself.</source>
        <translation>No es seguro qué hora es para tus contactos, así que no se escribe a nadie. Ajusta el reloj; todo sigue solo.</translation>
    </message>
    <message>
        <source>The campaign is not registered</source>
        <translation>La campaña no está registrada</translation>
    </message>
    <message>
        <source>Carriers would not deliver its texts. Staff have to register it; your batch is kept.</source>
        <translation>Las compañías telefónicas no entregarían sus mensajes. El equipo debe registrarla; tu lote se conserva.</translation>
    </message>
    <message>
        <source>The ones that are left need a change</source>
        <translation>Los que quedan necesitan un cambio</translation>
    </message>
    <message>
        <source>This profile was written by a newer Textbank</source>
        <translation>Este perfil lo escribió un Textbank más nuevo</translation>
    </message>
    <message>
        <source>Update Textbank on this computer, then start again. Nothing was changed.</source>
        <translation>Actualiza Textbank en esta computadora y ábrelo otra vez. No se cambió nada.</translation>
    </message>
    <message>
        <source>Textbank is open already</source>
        <translation>Textbank ya está abierto</translation>
    </message>
    <message>
        <source>Another program holds this profile. Use the window that is open, or close it and try again. Nothing was changed.</source>
        <translation>Otro programa usa este perfil. Usa la ventana que está abierta, o ciérrala e inténtalo otra vez. No se cambió nada.</translation>
    </message>
    <message>
        <source>The profile cannot be read</source>
        <translation>No se puede leer el perfil</translation>
    </message>
    <message>
        <source>The key to your profile is missing</source>
        <translation>Falta la llave de tu perfil</translation>
    </message>
    <message>
        <source>The computer's keychain does not have the key that opens what is stored here. Unlock the keychain and try again; do not join anew before that.</source>
        <translation>El llavero de la computadora no tiene la llave que abre lo que se guarda aquí. Desbloquea el llavero e inténtalo otra vez; no te unas de nuevo antes de eso.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>El disco está lleno</translation>
    </message>
    <message>
        <source>Free some space, then try again. Nothing was lost.</source>
        <translation>Libera espacio e inténtalo otra vez. No se perdió nada.</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>El llavero no responde</translation>
    </message>
    <message>
        <source>Textbank keeps its secrets there. Unlock it, then try again.</source>
        <translation>Textbank guarda ahí sus secretos. Desbloquéalo e inténtalo otra vez.</translation>
    </message>
    <message>
        <source>The profile could not be opened</source>
        <translation>No se pudo abrir el perfil</translation>
    </message>
    <message>
        <source>The disk or the system refused. Try again; if it stays so, ask staff. Nothing was deleted.</source>
        <translation>El disco o el sistema no lo permitió. Inténtalo otra vez; si sigue igual, pregunta al equipo. No se borró nada.</translation>
    </message>
    <message>
        <source>The disk is full, so this could not be recorded and nothing was sent. Free some space and press again.</source>
        <translation>El disco está lleno, así que no se pudo anotar y no se envió nada. Libera espacio y oprime otra vez.</translation>
    </message>
    <message>
        <source>The disk refused, so this was not recorded and nothing was sent. Press again.</source>
        <translation>El disco no lo permitió, así que no se anotó y no se envió nada. Oprime otra vez.</translation>
    </message>
    <message>
        <source>Something changed just before you pressed, so nothing was done. Look at the card again.</source>
        <translation>Algo cambió justo antes de que oprimieras, así que no se hizo nada. Mira otra vez la tarjeta.</translation>
    </message>
    <message>
        <source>This is not allowed now, so nothing was sent.</source>
        <translation>Esto no se permite ahora, así que no se envió nada.</translation>
    </message>
    <message>
        <source>That is gone already; nothing was done.</source>
        <translation>Eso ya no está; no se hizo nada.</translation>
    </message>
    <message>
        <source>The stored data could not be read. Nothing was sent. Tell staff.</source>
        <translation>No se pudieron leer los datos guardados. No se envió nada. Avisa al equipo.</translation>
    </message>
    <message>
        <source>That could not be done. Nothing was sent.</source>
        <translation>Eso no se pudo hacer. No se envió nada.</translation>
    </message>
    <message>
        <source>%1 skipped for now</source>
        <translation>%1: omitido por ahora</translation>
    </message>
    <message>
        <source>Tag of %1 changed</source>
        <translation>Etiqueta de %1 cambiada</translation>
    </message>
    <message>
        <source>Answer of %1 recorded</source>
        <translation>Respuesta de %1 anotada</translation>
    </message>
    <message>
        <source>Note on %1 saved</source>
        <translation>Nota sobre %1 guardada</translation>
    </message>
    <message>
        <source>Conversation with %1 closed</source>
        <translation>Conversación con %1 cerrada</translation>
    </message>
    <message>
        <source>%1 set aside</source>
        <translation>Conversación con %1 apartada</translation>
    </message>
    <message>
        <source>Number of %1 marked as wrong</source>
        <translation>Número de %1 marcado como equivocado</translation>
    </message>
    <message>
        <source>%1 handed to staff</source>
        <translation>%1 quedó con el equipo</translation>
    </message>
    <message>
        <source>Text to %1 leaves in a moment</source>
        <translation>El mensaje a %1 sale en un momento</translation>
    </message>
    <message>
        <source>%1 is opted out: nothing goes to this number any more</source>
        <translation>%1 está de baja: ya no se envía nada a este número</translation>
    </message>
    <message>
        <source>%1 is back on the desk</source>
        <translation>%1 vuelve a tus primeros mensajes</translation>
    </message>
    <message>
        <source>Tag of %1 is as it was</source>
        <translation>La etiqueta de %1 quedó como estaba</translation>
    </message>
    <message>
        <source>Answer of %1 taken back</source>
        <translation>Respuesta de %1 retirada</translation>
    </message>
    <message>
        <source>Note on %1 taken back</source>
        <translation>Nota sobre %1 retirada</translation>
    </message>
    <message>
        <source>Conversation with %1 is open again</source>
        <translation>La conversación con %1 está abierta otra vez</translation>
    </message>
    <message>
        <source>%1 is back in the list</source>
        <translation>%1 vuelve a la lista</translation>
    </message>
    <message>
        <source>Number of %1 counts again</source>
        <translation>El número de %1 vuelve a contar</translation>
    </message>
    <message>
        <source>%1 is yours again</source>
        <translation>%1 vuelve a ser tuyo</translation>
    </message>
    <message>
        <source>Text to %1 was stopped; nobody got it</source>
        <translation>El mensaje a %1 se detuvo; nadie lo recibió</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 segmento</translation>
    </message>
    <message>
        <source>%1 segments</source>
        <translation>%1 segmentos</translation>
    </message>
    <message>
        <source>%1 characters left</source>
        <translation>quedan %1 caracteres</translation>
    </message>
    <message>
        <source>%1 ¢</source>
        <translation>%1 ¢</translation>
    </message>
    <message>
        <source>Disk full: nothing leaves</source>
        <translation>Disco lleno: nada sale</translation>
    </message>
    <message>
        <source>Disk refuses: nothing leaves</source>
        <translation>El disco no responde: nada sale</translation>
    </message>
    <message>
        <source>The disk of this computer is full, so nothing can be recorded: nothing leaves, and no reply is taken in. Free some space; it goes on by itself. Nothing is lost.</source>
        <translation>El disco de esta computadora está lleno, así que no se puede anotar nada: nada sale y no entra ninguna respuesta. Libera espacio; todo sigue solo. No se pierde nada.</translation>
    </message>
    <message>
        <source>The disk of this computer refuses, so nothing can be recorded: nothing leaves, and no reply is taken in. It is tried again; if it stays so, tell staff. Nothing is lost.</source>
        <translation>El disco de esta computadora no responde, así que no se puede anotar nada: nada sale y no entra ninguna respuesta. Se intenta otra vez; si sigue igual, avisa al equipo. No se pierde nada.</translation>
    </message>
    <message>
        <source>1 opt-out</source>
        <translation>1 baja</translation>
    </message>
    <message>
        <source>%1 opt-outs</source>
        <translation>%1 bajas</translation>
    </message>
    <message>
        <source>1 text</source>
        <translation>1 mensaje</translation>
    </message>
    <message>
        <source>%1 texts</source>
        <translation>%1 mensajes</translation>
    </message>
    <message>
        <source>1 answer, tag or note</source>
        <translation>1 respuesta, etiqueta o nota</translation>
    </message>
    <message>
        <source>%1 answers, tags or notes</source>
        <translation>%1 respuestas, etiquetas o notas</translation>
    </message>
    <message>
        <source>Not with the gateway yet: %1.</source>
        <translation>Aún no está en la pasarela: %1.</translation>
    </message>
    <message>
        <source>Staff ended the session of this device, so nothing more goes up from here.</source>
        <translation>El equipo cerró la sesión de este dispositivo, así que desde aquí ya no sube nada.</translation>
    </message>
    <message>
        <source>The gateway does not accept this sign-in any more, so nothing more goes up.</source>
        <translation>La pasarela ya no acepta esta sesión, así que ya no sube nada.</translation>
    </message>
    <message>
        <source>Tell staff before you finish without it: finishing deletes it here, and nobody can bring it back.</source>
        <translation>Avisa al equipo antes de terminar sin eso: al terminar se borra aquí y nadie puede recuperarlo.</translation>
    </message>
    <message>
        <source>The gateway does not accept this sign-in any more, so nothing goes up or comes down. What you did is kept here. Ask staff about it, then try again or finish your shift.</source>
        <translation>La pasarela ya no acepta esta sesión, así que nada sube ni baja. Lo que hiciste se conserva aquí. Pregunta al equipo; luego inténtalo otra vez o termina tu turno.</translation>
    </message>
    <message>
        <source>Staff ended the session of this device. Nothing more is sent from here. Ask them about it, then finish your shift; to go on later you need a new code.</source>
        <translation>El equipo cerró la sesión de este dispositivo. Desde aquí ya no se envía nada. Pregúntale y luego termina tu turno; para seguir más tarde necesitas un código nuevo.</translation>
    </message>
    <message>
        <source>That text did not leave: it was stopped before. Nobody got it.</source>
        <translation>Ese mensaje no salió: se detuvo antes. Nadie lo recibió.</translation>
    </message>
    <message>
        <source>That text has left and cannot be taken back.</source>
        <translation>Ese mensaje ya salió y no se puede retirar.</translation>
    </message>
    <message>
        <source>An opt-out stays. Only staff can reverse it.</source>
        <translation>Una baja se mantiene. Solo el equipo puede revertirla.</translation>
    </message>
    <message>
        <source>Something else was recorded since, so that cannot be taken back any more.</source>
        <translation>Desde entonces se registró otra cosa, así que eso ya no se puede deshacer.</translation>
    </message>
    <message>
        <source>1 character left</source>
        <translation>queda 1 carácter</translation>
    </message>
    <message>
        <source>The file on this computer is damaged, and there is no copy that could take its place. Nothing was sent and nothing deleted. What the gateway has is safe there; texts, answers and opt-outs that had not reached it cannot be read any more. Tell staff before you start over, and tell them again who asked not to be texted.</source>
        <translation>El archivo de esta computadora está dañado y no hay copia que pueda reemplazarlo. No se envió ni se borró nada. Lo que tiene la pasarela está a salvo allí; los mensajes, las respuestas y las bajas que no le habían llegado ya no se pueden leer. Avisa al equipo antes de empezar de nuevo y dile otra vez quién pidió no recibir mensajes.</translation>
    </message>
    <message>
        <source>This laptop's shift was restored. %1 may have been texted meanwhile, so the gateway is asked first.</source>
        <translation>El turno de esta computadora se restauró. Quizá %1 ya recibió un mensaje entretanto; por eso primero se pregunta a la pasarela.</translation>
    </message>
    <message>
        <source>The gateway is asked first</source>
        <translation>Primero se pregunta a la pasarela</translation>
    </message>
    <message>
        <source>Asking the gateway who was texted</source>
        <translation>Preguntando a la pasarela quién recibió mensajes</translation>
    </message>
    <message>
        <source>Your shift was restored from a copy. So that nobody gets a text twice, nothing is sent before the gateway has told what left meanwhile. The desk goes on by itself; opt-outs, answers and notes can be recorded.</source>
        <translation>Tu turno se restauró de una copia. Para que nadie reciba un mensaje dos veces, no se envía nada hasta que la pasarela diga qué salió entretanto. La mesa sigue sola; puedes registrar bajas, respuestas y notas.</translation>
    </message>
    <message>
        <source>the gateway gave this contact another number meanwhile; nobody got it; decide anew</source>
        <translation>la pasarela dio entretanto otro número a este contacto; no le llegó a nadie; decide de nuevo</translation>
    </message>
    <message>
        <source>your shift was restored from a copy, and this may have been taken back; decide anew</source>
        <translation>tu turno se restauró de una copia y quizá habías retirado este mensaje; decide de nuevo</translation>
    </message>
    <message>
        <source>The file on this computer was damaged. Your shift was restored from its copy of %1.</source>
        <translation>El archivo de esta computadora estaba dañado. Con su copia de las %1 se restauró tu turno.</translation>
    </message>
    <message>
        <source>The file on this computer was damaged and had no copy. What could still be read was put together again.</source>
        <translation>El archivo de esta computadora estaba dañado y no tenía copia. Se reunió de nuevo lo que aún se podía leer.</translation>
    </message>
    <message>
        <source>What you did after %1 may be missing: texts that had not left, answers, notes and opt-outs.</source>
        <translation>Puede faltar lo que hiciste después de las %1: mensajes que no habían salido, respuestas, notas y bajas.</translation>
    </message>
    <message>
        <source>More may be missing: texts that had not left, answers, notes and opt-outs.</source>
        <translation>Puede faltar más: mensajes que no habían salido, respuestas, notas y bajas.</translation>
    </message>
    <message>
        <source>If somebody asked you not to be texted, record it once more, and tell staff what happened.</source>
        <translation>Si alguien te pidió no recibir mensajes, regístralo otra vez, y cuenta al equipo lo que pasó.</translation>
    </message>
    <message>
        <source>The gateway is asked first who was texted, so that nobody gets a text twice. The damaged file is kept until you finish your shift.</source>
        <translation>Primero se pregunta a la pasarela quién recibió mensajes, para que nadie reciba uno dos veces. El archivo dañado se guarda hasta que termines tu turno.</translation>
    </message>
    <message>
        <source>Your shift was restored</source>
        <translation>Tu turno se restauró</translation>
    </message>
    <message>
        <source>Your shift was restored, with losses</source>
        <translation>Tu turno se restauró, con pérdidas</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you did and that the copy did not have were saved from the damaged file.</source>
        <translation>
            <numerusform>Se salvó del archivo dañado %n cosa que hiciste y que la copia no tenía.</numerusform>
            <numerusform>Se salvaron del archivo dañado %n cosas que hiciste y que la copia no tenía.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you did could not be read any more.</source>
        <translation>
            <numerusform>Ya no se pudo leer %n cosa que hiciste.</numerusform>
            <numerusform>Ya no se pudieron leer %n cosas que hiciste.</numerusform>
        </translation>
    </message>
    <message>
        <source>The text holds a sign that phones do not show as it was meant.</source>
        <translation>El texto tiene un signo que los teléfonos no muestran como se pensó.</translation>
    </message>
    <message>
        <source>"%1" looks like something left over from the script.</source>
        <translation>«%1» parece algo que sobró del guion.</translation>
    </message>
    <message>
        <source>Where this contact lives a first message has to say "%1" and who that is.</source>
        <translation>Donde vive este contacto, el primer mensaje debe decir «%1» y de quién se trata.</translation>
    </message>
    <message>
        <source>"%1" reads as shouting.</source>
        <translation>«%1» se lee como un grito.</translation>
    </message>
    <message>
        <source>The message is too long: %1 segments. Make it shorter.</source>
        <translation>El mensaje es demasiado largo: %1 segmentos. Acórtalo.</translation>
    </message>
    <message>
        <source>It lacks what its state requires</source>
        <translation>Le falta lo que exige su estado</translation>
    </message>
    <message>
        <source>It reads as shouting</source>
        <translation>Se lee como un grito</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Y %n más.</numerusform>
            <numerusform>Y %n más.</numerusform>
        </translation>
    </message>
    <message>
        <source>The suggestion is taken back.</source>
        <translation>Se retiró la sugerencia.</translation>
    </message>
    <message>
        <source>No time in the coming two weeks fits.</source>
        <translation>Ninguna hora de las próximas dos semanas sirve.</translation>
    </message>
    <message>
        <source>This number is a toll-free or other special one and tells no place, so it is not known what time it is there. With a ZIP code it could be texted; staff can add it.</source>
        <translation>Este número es gratuito u otro especial y no dice ningún lugar, así que no se sabe qué hora es allí. Con un código postal se le podría escribir; el personal puede añadirlo.</translation>
    </message>
    <message>
        <source>This number is of another country, and there is no address, so nothing is sent. With a ZIP code it could be texted; staff can add it.</source>
        <translation>Este número es de otro país y no hay dirección, así que no se envía nada. Con un código postal se le podría escribir; el personal puede añadirlo.</translation>
    </message>
    <message>
        <source>A military address can be anywhere in the world, so it is not known what time it is there and nothing is sent. Skip this contact, or ask staff for another address.</source>
        <translation>Una dirección militar puede estar en cualquier parte del mundo, así que no se sabe qué hora es allí y no se envía nada. Omite este contacto o pide al personal otra dirección.</translation>
    </message>
    <message>
        <source>The ZIP code in the list does not exist, so it is not known what time it is there and nothing is sent. Staff can mend the list.</source>
        <translation>El código postal de la lista no existe, así que no se sabe qué hora es allí y no se envía nada. El personal puede corregir la lista.</translation>
    </message>
    <message>
        <source>The ZIP code in the list lies in another state than the address, so it is not known what time it is there and nothing is sent. Staff can mend the list.</source>
        <translation>El código postal de la lista es de otro estado que la dirección, así que no se sabe qué hora es allí y no se envía nada. El personal puede corregir la lista.</translation>
    </message>
    <message>
        <source>Number tells no place</source>
        <translation>El número no dice lugar</translation>
    </message>
    <message>
        <source>Number of another country</source>
        <translation>Número de otro país</translation>
    </message>
    <message>
        <source>Military address</source>
        <translation>Dirección militar</translation>
    </message>
    <message>
        <source>ZIP code does not exist</source>
        <translation>El código postal no existe</translation>
    </message>
    <message>
        <source>ZIP code and state differ</source>
        <translation>Código postal y estado no coinciden</translation>
    </message>
    <message>
        <source>It is too early there by the hours for %1.</source>
        <translation>Allí es demasiado temprano según el horario de %1.</translation>
    </message>
    <message>
        <source>It is too late there by the hours for %1.</source>
        <translation>Allí es demasiado tarde según el horario de %1.</translation>
    </message>
    <message>
        <source>The campaign&apos;s texting hours leave no time for this contact. Staff can change them.</source>
        <translation>El horario de la campaña no deja ninguna hora para este contacto. El personal puede cambiarlo.</translation>
    </message>
    <message>
        <source>The campaign&apos;s texting hours leave no time for anybody in %1. Staff can change them.</source>
        <translation>El horario de la campaña no deja ninguna hora para nadie en %1. El personal puede cambiarlo.</translation>
    </message>
    <message>
        <source>Nobody is texted on this day (%1).</source>
        <translation>Este día (%1) no se escribe a nadie.</translation>
    </message>
    <message>
        <source>Nobody in %1 is texted on this day (%2).</source>
        <translation>Este día (%2) no se escribe a nadie en %1.</translation>
    </message>
    <message>
        <source>It is a holiday there.</source>
        <translation>Allí es día festivo.</translation>
    </message>
    <message>
        <source>It is a holiday there (%1).</source>
        <translation>Allí es día festivo (%1).</translation>
    </message>
    <message>
        <source>The campaign&apos;s texting hours cannot be understood, so nobody is texted. Tell staff what is wrong: %1.</source>
        <translation>El horario de la campaña no se entiende, así que no se escribe a nadie. Di al personal qué está mal: %1.</translation>
    </message>
    <message>
        <source>This computer does not know what time it is in %1, so nothing is sent. Its time zone data may be missing or old; staff can help.</source>
        <translation>Esta computadora no sabe qué hora es en %1, así que no se envía nada. Puede que falten sus datos de zonas horarias o que sean viejos; el personal puede ayudar.</translation>
    </message>
    <message>
        <source>Texting hours not understood</source>
        <translation>Horario no entendido</translation>
    </message>
    <message>
        <source>Texting hours leave no time</source>
        <translation>El horario no deja ninguna hora</translation>
    </message>
    <message>
        <source>Local time unknown</source>
        <translation>Hora local desconocida</translation>
    </message>
    <message numerus="yes">
        <source>Opens at %1 in %2, %n waiting</source>
        <translation>
            <numerusform>Abre: %1 en %2, %n espera</numerusform>
            <numerusform>Abre: %1 en %2, %n esperan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more open later</source>
        <translation>
            <numerusform>%n más abre después</numerusform>
            <numerusform>%n más abren después</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>texting closes in %n minute(s)</source>
        <translation>
            <numerusform>se cierra en %n minuto</numerusform>
            <numerusform>se cierra en %n minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can be texted before %1 your time</source>
        <translation>Todavía no se puede escribir a nadie. Abre en tu hora: %1</translation>
    </message>
    <message>
        <source>The next card comes by itself when it opens. Meanwhile you can answer replies, or get contacts who may be open now.</source>
        <translation>La próxima tarjeta llega sola cuando abra. Mientras tanto puedes contestar respuestas o pedir contactos a los que quizá se pueda escribir ya.</translation>
    </message>
    <message>
        <source>Something in the list or the script stops them. Look at each: edit the message, skip it, or tell staff which address to mend.</source>
        <translation>Algo en la lista o en el guion los detiene. Mira cada uno: edita el mensaje, omítelo o di al personal qué dirección hay que corregir.</translation>
    </message>
    <message>
        <source>Opens %1 in %2</source>
        <translation>Abre: %1 en %2</translation>
    </message>
    <message>
        <source>Texting opens %1 in %2.</source>
        <translation>Se podrá escribir: %1 en %2.</translation>
    </message>
    <message numerus="yes">
        <source>Opens %1 in %2, %n waiting</source>
        <translation>
            <numerusform>Abre: %1 en %2, %n espera</numerusform>
            <numerusform>Abre: %1 en %2, %n esperan</numerusform>
        </translation>
    </message>
    <message>
        <source>The e-mail address or the password is wrong. Type them again.</source>
        <translation>El correo o la contraseña no son correctos. Escríbelos otra vez.</translation>
    </message>
    <message>
        <source>There is an account with this e-mail address already. Sign in with its password.</source>
        <translation>Ya hay una cuenta con este correo. Inicia sesión con su contraseña.</translation>
    </message>
    <message>
        <source>This link does not invite anybody any more. Ask staff for a new one.</source>
        <translation>Este enlace ya no invita a nadie. Pide otro al equipo.</translation>
    </message>
    <message>
        <source>The gateway does not accept this sign-in any more, so nothing goes up or comes down. What you did is kept here, and goes on when you sign in again.</source>
        <translation>La pasarela ya no acepta esta sesión, así que nada sube ni baja. Lo que hiciste se conserva aquí y sigue su camino cuando inicies sesión otra vez.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no notes.</source>
        <translation>El servidor de esta campaña no tiene notas.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no tags.</source>
        <translation>El servidor de esta campaña no tiene etiquetas.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server cannot take a tag off again.</source>
        <translation>El servidor de esta campaña no puede quitar una etiqueta ya puesta.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no way to hand a conversation over. Tell staff yourself.</source>
        <translation>El servidor de esta campaña no permite pasar una conversación. Avisa tú al equipo.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no mark for wrong numbers. If the script asks, record it as an answer.</source>
        <translation>El servidor de esta campaña no tiene marca para números equivocados. Si el guion lo pregunta, anótalo como respuesta.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no way to write to staff.</source>
        <translation>El servidor de esta campaña no permite escribir al equipo.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server does not take this laptop&apos;s record; it is kept here.</source>
        <translation>El servidor de esta campaña no recibe el registro de este equipo; se guarda aquí.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server does not count which suggestions are sent.</source>
        <translation>El servidor de esta campaña no cuenta qué sugerencias se envían.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server hands out no more contacts on request.</source>
        <translation>El servidor de esta campaña no reparte más contactos cuando se piden.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server does not take contacts back.</source>
        <translation>El servidor de esta campaña no toma contactos de vuelta.</translation>
    </message>
    <message>
        <source>Somebody else sent this person a first message meanwhile. Yours was not sent.</source>
        <translation>Mientras tanto, otra persona le envió un primer mensaje. El tuyo no se envió.</translation>
    </message>
    <message>
        <source>This campaign&apos;s server has no way to do that. Nothing was done.</source>
        <translation>El servidor de esta campaña no permite hacer eso. No se hizo nada.</translation>
    </message>
    <message>
        <source>The gateway is being asked. Usually that ends by itself.</source>
        <translation>Se está preguntando a la pasarela. Suele resolverse solo.</translation>
    </message>
    <message>
        <source>The campaign&apos;s server cannot tell whether it left, and will not know later either.</source>
        <translation>El servidor de la campaña no sabe si salió, y tampoco lo sabrá después.</translation>
    </message>
    <message>
        <source>It says: &quot;%1&quot;.</source>
        <translation>Dice: «%1».</translation>
    </message>
    <message>
        <source>The time in which it may leave ended at %1, so it does not leave any more.</source>
        <translation>El plazo en que podía salir terminó a las %1, así que ya no sale.</translation>
    </message>
    <message>
        <source>&quot;Treat as sent&quot;: it is never sent again, and %1 can be written to. Otherwise %1 gets nothing from here until somebody knows.</source>
        <translation>«Darlo por enviado»: no se envía nunca más, y se le puede escribir a %1. Si no, %1 no recibe nada desde aquí hasta que se sepa.</translation>
    </message>
    <message>
        <source>The script asks for &quot;%1&quot;, but this campaign&apos;s server keeps the telephone numbers to itself. Edit the message, or skip.</source>
        <translation>El guion pide «%1», pero el servidor de esta campaña no muestra los números de teléfono. Edita el mensaje u omite el contacto.</translation>
    </message>
    <message>
        <source>Number not shown</source>
        <translation>Número no visible</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sin nombre</translation>
    </message>
    <message>
        <source>This campaign&apos;s server keeps the telephone numbers to itself.</source>
        <translation>El servidor de esta campaña no muestra los números de teléfono.</translation>
    </message>
    <message>
        <source>You are done</source>
        <translation>Has terminado</translation>
    </message>
    <message>
        <source>Everybody you were given has been texted, skipped or marked. Replies are what counts now.</source>
        <translation>A todas las personas que te dieron ya se les escribió, se omitieron o se marcaron. Ahora lo que cuenta son las respuestas.</translation>
    </message>
    <message>
        <source>The next card comes by itself when it opens. Meanwhile you can answer replies.</source>
        <translation>La próxima ficha llega sola cuando abra el horario. Mientras tanto puedes contestar respuestas.</translation>
    </message>
    <message>
        <source>It was not used for too long, so its contacts went back to the campaign. Nobody is texted twice.</source>
        <translation>No se usó durante demasiado tiempo, así que sus contactos volvieron a la campaña. A nadie se le escribe dos veces.</translation>
    </message>
</context>
<context>
    <name>textbank::PassphrasePage</name>
    <message>
        <source>Passphrase</source>
        <translation>Frase de contraseña</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>La misma otra vez</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>Mostrar lo que escribo</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Unirme</translation>
    </message>
    <message>
        <source>Keep nothing on this laptop</source>
        <translation>No guardar nada en esta computadora</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Elige una frase de contraseña</translation>
    </message>
    <message>
        <source>This computer has no keychain to keep your key in. With a passphrase your shift opens again after a restart. Only you know it: nobody can look it up or reset it.</source>
        <translation>Esta computadora no tiene llavero donde guardar tu llave. Con una frase, tu turno se abre de nuevo después de reiniciar. Solo tú la sabes: nadie puede consultarla ni cambiarla.</translation>
    </message>
    <message>
        <source>At least %1 characters. Three or four words that do not belong together are easy to remember and hard to guess.</source>
        <translation>Al menos %1 caracteres. Tres o cuatro palabras que no tienen que ver entre sí son fáciles de recordar y difíciles de adivinar.</translation>
    </message>
    <message>
        <source>Or without one: your shift is here as long as Textbank is open. When it closes, what has not reached the gateway is lost.</source>
        <translation>O sin frase: tu turno está aquí mientras Textbank esté abierto. Al cerrarlo, se pierde lo que no haya llegado a la pasarela.</translation>
    </message>
    <message>
        <source>Type the passphrase once more below, so that no slip of a key locks you out.</source>
        <translation>Escribe la frase otra vez abajo, para que un error de tecla no te deje fuera.</translation>
    </message>
    <message>
        <source>The two are not the same. Type the passphrase once more below.</source>
        <translation>Las dos no son iguales. Escribe la frase otra vez abajo.</translation>
    </message>
</context>
<context>
    <name>textbank::UnlockView</name>
    <message>
        <source>Open your shift</source>
        <translation>Abre tu turno</translation>
    </message>
    <message>
        <source>A shift is kept on this laptop, sealed with the passphrase you chose.</source>
        <translation>En esta computadora se guarda un turno, sellado con la frase que elegiste.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase de contraseña</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>Mostrar lo que escribo</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>I forgot the passphrase …</source>
        <translation>Olvidé la frase …</translation>
    </message>
    <message>
        <source>Opening … This takes a moment on purpose: it makes guessing slow.</source>
        <translation>Abriendo … Tarda un momento a propósito: así adivinarla es lento.</translation>
    </message>
    <message>
        <source>Type the passphrase that you chose when you joined.</source>
        <translation>Escribe la frase que elegiste al unirte.</translation>
    </message>
    <message>
        <source>Without the passphrase this shift cannot be opened</source>
        <translation>Sin la frase no se puede abrir este turno</translation>
    </message>
    <message>
        <source>Nobody can open it without: not staff, and not whoever made Textbank. You can delete it and join anew.</source>
        <translation>Nadie puede abrirlo sin ella: ni el equipo ni quien hizo Textbank. Puedes borrarlo y unirte de nuevo.</translation>
    </message>
    <message>
        <source>What had reached the gateway is safe there. What had not is then lost: texts you approved, replies, answers, notes and opt-outs. How many those are cannot be known without the passphrase.</source>
        <translation>Lo que llegó a la pasarela está a salvo ahí. Lo que no, entonces se pierde: mensajes que aprobaste, contestaciones, respuestas, notas y bajas. Cuántos son no se puede saber sin la frase.</translation>
    </message>
    <message>
        <source>Try the passphrase again</source>
        <translation>Probar la frase otra vez</translation>
    </message>
    <message>
        <source>Delete the shift …</source>
        <translation>Borrar el turno …</translation>
    </message>
    <message>
        <source>Delete the old shift for good?</source>
        <translation>¿Borrar el turno anterior para siempre?</translation>
    </message>
    <message>
        <source>Nobody can bring it back. If somebody asked not to be texted and you recorded it here, tell staff: that may not have gone up.</source>
        <translation>Nadie puede recuperarlo. Si alguien pidió no recibir textos y lo registraste aquí, avisa al equipo: puede que eso no haya subido.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conservarlo</translation>
    </message>
    <message>
        <source>Delete it and start over</source>
        <translation>Borrarlo y empezar de nuevo</translation>
    </message>
</context>
<context>
    <name>textbank::BranchList</name>
    <message>
        <source>Branches</source>
        <translation>Ramas</translation>
    </message>
</context>
<context>
    <name>textbank::FieldPopup</name>
    <message>
        <source>Fields</source>
        <translation>Campos</translation>
    </message>
    <message>
        <source>%1, for example %2</source>
        <translation>%1, por ejemplo %2</translation>
    </message>
</context>
<context>
    <name>textbank::SnippetModel</name>
    <message>
        <source>Yours</source>
        <translation>Las tuyas</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Con cambios</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>The campaign's script</source>
        <translation>El guion de la campaña</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>Primer mensaje</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Paso %1</translation>
    </message>
    <message>
        <source>The campaign's replies</source>
        <translation>Las respuestas de la campaña</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>title, state</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>textbank::SnippetPane</name>
    <message>
        <source>Give it a title first, so that you find it again.</source>
        <translation>Primero ponle un título, para volver a encontrarla.</translation>
    </message>
    <message>
        <source>The campaign's own text: to look at. Copy it to write it your way.</source>
        <translation>Es un texto de la campaña, solo para verlo. Cópialo para escribirlo a tu manera.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Descartar los cambios</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Copy as a saved reply</source>
        <translation>Copiar como respuesta guardada</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Title, for example: Where to park</source>
        <translation>Título, por ejemplo: Dónde estacionar</translation>
    </message>
    <message>
        <source>Language of this reply</source>
        <translation>Idioma de esta respuesta</translation>
    </message>
    <message>
        <source>For any language</source>
        <translation>Para cualquier idioma</translation>
    </message>
    <message>
        <source>Saved on this computer until the end of your shift.</source>
        <translation>Guardada en esta computadora hasta el final de tu turno.</translation>
    </message>
    <message>
        <source>Changed and not saved yet. What you wrote is kept meanwhile.</source>
        <translation>Con cambios sin guardar. Mientras tanto, lo que escribiste se conserva.</translation>
    </message>
    <message>
        <source>Not saved yet. What you wrote is kept meanwhile.</source>
        <translation>Aún sin guardar. Mientras tanto, lo que escribiste se conserva.</translation>
    </message>
</context>
<context>
    <name>textbank::SnippetsView</name>
    <message>
        <source>Without a title</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>"%1" is deleted.</source>
        <translation>Se borró «%1».</translation>
    </message>
    <message>
        <source>Your changes are discarded.</source>
        <translation>Se descartaron tus cambios.</translation>
    </message>
    <message>
        <source>Saved replies</source>
        <translation>Respuestas guardadas</translation>
    </message>
    <message>
        <source>New reply</source>
        <translation>Nueva respuesta</translation>
    </message>
    <message>
        <source>Replies that you write often</source>
        <translation>Respuestas que escribes a menudo</translation>
    </message>
    <message>
        <source>Write them once, with fields like {firstName}, and see what becomes of them for your contacts. They stay on this computer and go with your shift.</source>
        <translation>Escríbelas una vez, con campos como {firstName}, y mira cómo quedan para tus contactos. Se quedan en esta computadora y se van con tu turno.</translation>
    </message>
    <message>
        <source>Write one</source>
        <translation>Escribir una</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Yours and the campaign's</source>
        <translation>Las tuyas y las de la campaña</translation>
    </message>
</context>
<context>
    <name>textbank::TemplateEditor</name>
    <message>
        <source>Go there</source>
        <translation>Ir allí</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Ramas</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Nobody in this batch has a field "%1".</source>
        <translation>Nadie en este lote tiene un campo «%1».</translation>
    </message>
    <message>
        <source>Nobody in this batch has a field "%1". Did you mean "%2"?</source>
        <translation>Nadie en este lote tiene un campo «%1». ¿Quisiste decir «%2»?</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>Escribir %1</translation>
    </message>
    <message>
        <source>Looking for the next one ...</source>
        <translation>Buscando al siguiente ...</translation>
    </message>
    <message>
        <source>Nobody in this batch is stopped by this text.</source>
        <translation>Todos en este lote pueden recibir este texto.</translation>
    </message>
    <message>
        <source>Nobody in this batch takes this branch.</source>
        <translation>Nadie en este lote toma esta rama.</translation>
    </message>
    <message>
        <source>Choose one to see the next contact who takes it.</source>
        <translation>Elige una para ver al siguiente contacto que la toma.</translation>
    </message>
</context>
<context>
    <name>textbank::TemplatePreview</name>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Next who is stopped</source>
        <translation>Siguiente que no puede recibirlo</translation>
    </message>
    <message>
        <source>Use plain quotes and dashes</source>
        <translation>Usar comillas y guiones sencillos</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 de %3</translation>
    </message>
    <message>
        <source>There are no contacts yet: fields that only a contact has stay open.</source>
        <translation>Aún no hay contactos: los campos que solo tiene un contacto quedan abiertos.</translation>
    </message>
    <message>
        <source>The preview is back as soon as the mistake is mended.</source>
        <translation>La vista previa vuelve en cuanto corrijas el error.</translation>
    </message>
</context>
<context>
    <name>textbank::templatewords</name>
    <message>
        <source>character %1</source>
        <translation>el carácter %1</translation>
    </message>
    <message>
        <source>line %1, character %2</source>
        <translation>la línea %1, carácter %2</translation>
    </message>
    <message>
        <source>At %1 a brace opens and is never closed. Close it with }, or write {{ where you mean a brace.</source>
        <translation>En %1 se abre una llave que nunca se cierra. Ciérrala con }, o escribe {{ si quieres una llave.</translation>
    </message>
    <message>
        <source>At %1 a brace closes nothing. Write }} where you mean a brace.</source>
        <translation>En %1 una llave no cierra nada. Escribe }} si quieres una llave.</translation>
    </message>
    <message>
        <source>At %1 the braces name no field.</source>
        <translation>En %1 las llaves no nombran ningún campo.</translation>
    </message>
    <message>
        <source>At %1 a question cannot be read. Write it like {if State} or {if State = "TX"}.</source>
        <translation>En %1 no se entiende la condición. Escríbela como {if State} o {if State = "TX"}.</translation>
    </message>
    <message>
        <source>At %1 stands a word that belongs to an {if ...}, and there is none.</source>
        <translation>En %1 hay una palabra que pertenece a un {if ...}, y no hay ninguno.</translation>
    </message>
    <message>
        <source>At %1 something follows {else}: only {end} can.</source>
        <translation>En %1 algo sigue a {else}: solo puede seguir {end}.</translation>
    </message>
    <message>
        <source>At %1 an {if ...} has no {end}.</source>
        <translation>En %1 falta el {end} de un {if ...}.</translation>
    </message>
    <message>
        <source>At %1 stands a brace that belongs to no field. Nobody can be sent this text.</source>
        <translation>En %1 hay una llave que no pertenece a ningún campo. Este texto no se le puede enviar a nadie.</translation>
    </message>
    <message>
        <source>1 contact cannot be sent this.</source>
        <translation>A 1 contacto no se le puede enviar esto.</translation>
    </message>
    <message>
        <source>%1 contacts cannot be sent this.</source>
        <translation>A %1 contactos no se les puede enviar esto.</translation>
    </message>
    <message>
        <source>%1 cannot be sent this: the list has nothing for "%2".</source>
        <translation>A %1 no se le puede enviar esto: la lista no tiene nada en «%2».</translation>
    </message>
    <message>
        <source>Without a contact there is nothing for "%1".</source>
        <translation>Sin un contacto no hay nada en «%1».</translation>
    </message>
    <message>
        <source>If %1</source>
        <translation>Si %1</translation>
    </message>
    <message>
        <source>Otherwise if %1</source>
        <translation>Si no, si %1</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>Si no</translation>
    </message>
    <message>
        <source>None of these: nothing is added</source>
        <translation>Ninguna de estas: no se añade nada</translation>
    </message>
    <message>
        <source>1 contact</source>
        <translation>1 contacto</translation>
    </message>
    <message>
        <source>%1 contacts</source>
        <translation>%1 contactos</translation>
    </message>
    <message>
        <source>"%1" (%2)</source>
        <translation>«%1» (%2)</translation>
    </message>
    <message>
        <source>1 contact cannot be sent this. Nothing for: %1</source>
        <translation>A 1 contacto no se le puede enviar esto. Falta: %1</translation>
    </message>
    <message>
        <source>%1 contacts cannot be sent this. Nothing for: %2</source>
        <translation>A %1 contactos no se les puede enviar esto. Falta: %2</translation>
    </message>
    <message>
        <source>70 to a segment because of: %1</source>
        <translation>70 por segmento debido a: %1</translation>
    </message>
    <message>
        <source>%1 cannot be sent this: the campaign&apos;s server keeps the telephone numbers to itself.</source>
        <translation>Esto no se le puede enviar a %1: el servidor de la campaña no muestra los números de teléfono.</translation>
    </message>
</context>
<context>
    <name>TextOffers</name>
    <message>
        <source>Say it calmly: “%1”</source>
        <translation>Decirlo con calma: «%1»</translation>
    </message>
    <message>
        <source>Add “%1”</source>
        <translation>Añadir «%1»</translation>
    </message>
    <message>
        <source>Take out “%1”</source>
        <translation>Quitar «%1»</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Quitarlo</translation>
    </message>
    <message>
        <source>Use plain quotes and dashes: %1 instead of %2 segments</source>
        <translation>Usar comillas y guiones simples (segmentos: %1 en vez de %2)</translation>
    </message>
    <message>
        <source>Put in “%1”</source>
        <translation>Poner «%1»</translation>
    </message>
</context>
<context>
    <name>textbank::InboxView</name>
    <message>
        <source>You were still writing to %1: keys do nothing until you stop typing for a moment.</source>
        <translation>Todavía le escribías a %1: las teclas no hacen nada hasta que dejes de escribir un momento.</translation>
    </message>
    <message>
        <source>You were still writing to %1: what you wrote is kept, and keys do nothing until you stop typing for a moment.</source>
        <translation>Todavía le escribías a %1: lo que escribiste se guarda, y las teclas no hacen nada hasta que dejes de escribir un momento.</translation>
    </message>
    <message>
        <source>Writes in Spanish</source>
        <translation>Escribe en español</translation>
    </message>
    <message>
        <source>Noted: %1 did not ask to stop</source>
        <translation>Anotado: %1 no pidió que dejen de escribirle</translation>
    </message>
</context>
<context>
    <name>textbank::IdlePage</name>
    <message>
        <source>Get %1 contacts</source>
        <translation>Traer %1 contactos</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Mostrarlos</translation>
    </message>
    <message>
        <source>Go to replies</source>
        <translation>Ir a las respuestas</translation>
    </message>
    <message>
        <source>Finish shift</source>
        <translation>Terminar el turno</translation>
    </message>
    <message>
        <source>They say: %1</source>
        <translation>Dice: %1</translation>
    </message>
    <message>
        <source>Get %1 more</source>
        <translation>Traer %1 más</translation>
    </message>
    <message>
        <source>Getting contacts …</source>
        <translation>Trayendo contactos …</translation>
    </message>
    <message>
        <source>Nobody can be handed out now: everybody in the campaign&apos;s pool is taken care of, or was texted too short a while ago.</source>
        <translation>Ahora no se puede repartir a nadie: todos en la reserva de la campaña están atendidos o recibieron un mensaje hace muy poco.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them cannot be texted at all as things are; look at why.</source>
        <translation>
            <numerusform>A %n de ellos no se le puede escribir tal como está; mira por qué.</numerusform>
            <numerusform>A %n de ellos no se les puede escribir tal como están; mira por qué.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>textbank::FormField</name>
    <message>
        <source>Hide the password</source>
        <translation>Ocultar la contraseña</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar la contraseña</translation>
    </message>
</context>
<context>
    <name>textbank::SignInAgainView</name>
    <message>
        <source>Sign in again</source>
        <translation>Inicia sesión otra vez</translation>
    </message>
    <message>
        <source>Your shift stays as it is. What you did waits here and goes up once you are signed in.</source>
        <translation>Tu turno sigue como está. Lo que hiciste espera aquí y sube cuando inicies sesión.</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Iniciando sesión …</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Escribe tu contraseña.</translation>
    </message>
</context>
<context>
    <name>textbank::SignInForm</name>
    <message>
        <source>I have an account</source>
        <translation>Tengo una cuenta</translation>
    </message>
    <message>
        <source>I am new</source>
        <translation>Es mi primera vez</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>Código para unirte</translation>
    </message>
    <message>
        <source>Your name, as your campaign knows you</source>
        <translation>Tu nombre, como te conoce tu campaña</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Apellido</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>Your own mobile number</source>
        <translation>Tu propio número de celular</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>This server sends people to another web page to sign in, its own log-in service, and Textbank cannot follow there. Ask your campaign's admin for an account with a password on this server, or for a Textbank gateway.</source>
        <translation>Este servidor lleva a las personas a otra página web para iniciar sesión, su propio servicio de acceso, y Textbank no puede seguir hasta allí. Pide a quien administra tu campaña una cuenta con contraseña en este servidor, o una pasarela de Textbank.</translation>
    </message>
    <message>
        <source>This server signs people in in a way that this Textbank does not know. Install the newest Textbank, or ask your campaign.</source>
        <translation>Este servidor pide iniciar sesión de una manera que este Textbank no conoce. Instala el Textbank más reciente o pregunta a tu campaña.</translation>
    </message>
    <message>
        <source>No account yet? Ask your campaign for a link that invites you.</source>
        <translation>¿Aún no tienes cuenta? Pide a tu campaña un enlace que te invite.</translation>
    </message>
    <message>
        <source>Type the join code. It looks like ABCD-EFGH.</source>
        <translation>Escribe el código. Es como ABCD-EFGH.</translation>
    </message>
    <message>
        <source>Type your first name.</source>
        <translation>Escribe tu nombre.</translation>
    </message>
    <message>
        <source>Type your last name.</source>
        <translation>Escribe tu apellido.</translation>
    </message>
    <message>
        <source>Choose a password.</source>
        <translation>Elige una contraseña.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Escribe tu contraseña.</translation>
    </message>
</context>
<context>
    <name>textbank::PracticeCard</name>
    <message>
        <source>Start practice</source>
        <translation>Empezar a practicar</translation>
    </message>
    <message>
        <source>Practice without an account</source>
        <translation>Practica sin cuenta</translation>
    </message>
    <message>
        <source>A made-up campaign on this computer: people who don't exist write back, nothing is sent to anybody, and no network is needed.</source>
        <translation>Una campaña inventada en esta computadora: te contestan personas que no existen, no se envía nada a nadie y no hace falta red.</translation>
    </message>
</context>
<context>
    <name>textbank::AddressCard</name>
    <message>
        <source>Join link, or the gateway's address</source>
        <translation>Enlace para unirte o dirección de la pasarela</translation>
    </message>
    <message>
        <source>This address is a Spoke server</source>
        <translation>Esta dirección es un servidor de Spoke</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Paste the join link, or type the gateway's address. Your campaign gave it to you.</source>
        <translation>Pega el enlace para unirte o escribe la dirección de la pasarela. Te lo dio tu campaña.</translation>
    </message>
</context>
<context>
    <name>textbank::CampaignList</name>
    <message>
        <source>paused by staff</source>
        <translation>en pausa por el equipo</translation>
    </message>
    <message numerus="yes">
        <source>%n to text now</source>
        <translation>
            <numerusform>%n por escribir ahora</numerusform>
            <numerusform>%n por escribir ahora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reply(ies) wait(s)</source>
        <translation>
            <numerusform>%n respuesta espera</numerusform>
            <numerusform>%n respuestas esperan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outside their texting hours</source>
        <translation>
            <numerusform>%n fuera de su horario</numerusform>
            <numerusform>%n fuera de su horario</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be texted as things are</source>
        <translation>
            <numerusform>a %n no se le puede escribir así</numerusform>
            <numerusform>a %n no se les puede escribir así</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>nada espera</translation>
    </message>
    <message>
        <source>no contacts yet</source>
        <translation>aún sin contactos</translation>
    </message>
    <message>
        <source>Your campaigns</source>
        <translation>Tus campañas</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>Get more contacts</source>
        <translation>Pedir más contactos</translation>
    </message>
    <message>
        <source>Get contacts</source>
        <translation>Pedir contactos</translation>
    </message>
    <message>
        <source>Get contacts of %1</source>
        <translation>Pedir contactos de %1</translation>
    </message>
</context>
</TS>
